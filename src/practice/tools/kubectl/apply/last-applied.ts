import type { KubeObject } from '../api/objects.ts';
import { toJson } from '../printers/json.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest with itself in the annotation that the next `kubectl apply` compares with. */
export function withLastApplied(object: KubeObject): KubeObject {
  const bare = withoutLastApplied(object);
  const annotations = { ...bare.metadata?.annotations, [LAST_APPLIED]: `${toJson(bare)}\n` };
  return { ...bare, metadata: { ...bare.metadata, annotations } };
}

/** As it stands in that annotation: always with a map of annotations, be it empty. */
export function withoutLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata?.annotations ?? {};
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** What was applied last; undefined where the object was made otherwise. */
export function lastApplied(object: KubeObject): KubeObject | undefined {
  const text = object.metadata?.annotations?.[LAST_APPLIED];
  if (!text) return undefined;
  try {
    return JSON.parse(text) as KubeObject;
  } catch {
    return undefined;
  }
}
