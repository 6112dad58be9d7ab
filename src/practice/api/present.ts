import type { KubeObject } from '../types.ts';
import type { Api, Call } from './call.ts';
import { acceptedForm, type Form } from './http/accept.ts';
import { partialMetadata } from './partial.ts';
import { toServed } from './resources/convert.ts';
import { apiVersionOf, type Resource } from './resources/resource.ts';
import { tableOf } from './tables/table.ts';

/** Of a list: its revision, and where it goes on when it is a part. */
export interface ListMeta {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

export interface ObjectList {
  kind: string;
  apiVersion: string;
  metadata: ListMeta;
  items: object[];
}

/** One object in the form that the client asked for. */
export function presentObject(api: Api, call: Call, object: KubeObject): object {
  const shown = toServed(object, call.resource);
  const form = acceptedForm(call.headers.accept);
  if (form.as === 'Table')
    return table(api, call, form, [shown], { resourceVersion: object.metadata.resourceVersion });
  if (form.as === 'PartialObjectMetadata') return partialMetadata(shown, form.version);
  return shown;
}

export function presentList(
  api: Api,
  call: Call,
  objects: readonly KubeObject[],
  metadata: ListMeta,
): object {
  const { resource } = call;
  const shown = objects.map((object) => toServed(object, resource));
  const form = acceptedForm(call.headers.accept);
  if (form.as === 'Table') return table(api, call, form, shown, metadata);
  if (form.as === 'PartialObjectMetadata') {
    const items = shown.map((object) => partialMetadata(object, form.version));
    const apiVersion = `meta.k8s.io/${form.version}`;
    return { kind: 'PartialObjectMetadataList', apiVersion, metadata, items };
  }
  // As from a real server, the items of a list do not repeat what the list already says.
  const items = shown.map(({ apiVersion: _, kind: __, ...rest }) => rest);
  return listOf(resource, metadata, items);
}

function listOf(resource: Resource, metadata: ListMeta, items: object[]): ObjectList {
  return {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource),
    metadata,
    items,
  };
}

function table(api: Api, call: Call, form: Form, objects: KubeObject[], metadata: ListMeta): object {
  const include = call.query.get('includeObject') ?? 'Metadata';
  const now = api.clock.now();
  return tableOf({ resource: call.resource, objects, now, include, version: form.version, metadata });
}
