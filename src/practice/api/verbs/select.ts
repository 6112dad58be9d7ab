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

/** The objects that a call is about, in the order of a real server: by namespace, then by name. */
export function selected(api: Api, call: Call): KubeObject[] {
  const query = call.namespace === undefined ? {} : { namespace: call.namespace };
  const matches = selection(call);
  return api.store
    .list(call.resource.stored, query)
    .filter(matches)
    .sort(
      (left, right) =>
        compare(left.metadata.namespace ?? '', right.metadata.namespace ?? '') ||
        compare(left.metadata.name, right.metadata.name),
    );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
