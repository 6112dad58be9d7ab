import type { KubeObject } from '../../types.ts';
import type { Api, Call } from '../call.ts';
import { parseFieldSelector } from '../selectors/fields.ts';
import { parseLabelSelector } from '../selectors/labels.ts';

/** Which objects of its resource a call is about, by namespace, name and selectors. @throws ApiError 400 */
export function selection(call: Call): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(call.query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(call.query.get('fieldSelector') ?? '', call.resource);
  return (object) =>
    (call.namespace === undefined || object.metadata.namespace === call.namespace) &&
    (call.name === undefined || object.metadata.name === call.name) &&
    labels(object.metadata.labels) &&
    fields(object);
}

/** The objects that a call is about now. */
export function selected(api: Api, call: Call): KubeObject[] {
  const query = call.namespace === undefined ? {} : { namespace: call.namespace };
  return inOrder(api.store.list(call.resource.stored, query).filter(selection(call)));
}

/** In the order of a real server: by namespace, then by name. */
export function inOrder(objects: readonly KubeObject[]): KubeObject[] {
  return objects
    .map((object) => [placeOf(object), object] as const)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([, object]) => object);
}

/** Where an object stands among those of its kind: no name has a character that comes before the one between. */
export function placeOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}\u0001${metadata.name}`;
}
