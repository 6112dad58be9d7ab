import type { KubeObject } from '../api/objects.ts';
import { type Pod, type Service, selects } from '../diagnosis/objects.ts';
import type { Subject } from './activity.ts';
import type { LiveNode } from './node.ts';
import type { Sight } from './sight.ts';

/** Whose events and logs tell of an object: its own, those of all that it controls, and of the pods a Service selects. */
export function subjectOf({ kind, object }: LiveNode, sight: Sight): Subject {
  const all = (sight.objects.get('Pod') ?? []) as readonly Pod[];
  const uids = new Set([object.metadata.uid ?? '']);
  if (kind === 'Service') {
    const { selector = {} } = (object as Service).spec;
    const any = Object.keys(selector).length > 0;
    return { uids, pods: newestFirst(all.filter((pod) => any && selects(selector, pod))) };
  }
  const rest = new Set<KubeObject>([...sight.objects.values()].flat());
  for (let grew = true; grew; ) {
    grew = false;
    for (const one of rest) {
      const owner = one.metadata.ownerReferences?.find(({ controller }) => controller === true);
      if (owner === undefined || !uids.has(owner.uid)) continue;
      uids.add(one.metadata.uid ?? '');
      rest.delete(one);
      grew = true;
    }
  }
  return { uids, pods: newestFirst(all.filter(({ metadata }) => uids.has(metadata.uid ?? ''))) };
}

function newestFirst(pods: readonly Pod[]): Pod[] {
  const born = ({ metadata }: Pod) => metadata.creationTimestamp ?? '';
  return pods.toSorted((a, b) => (born(a) < born(b) ? 1 : born(a) > born(b) ? -1 : 0));
}
