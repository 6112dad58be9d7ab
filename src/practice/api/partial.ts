import type { KubeObject } from '../types.ts';

/** An object's metadata alone, as an object of its own kind. */
export function partialMetadata(object: KubeObject, version: string): object {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata };
}
