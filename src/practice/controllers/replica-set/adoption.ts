import { matchesSelector } from '../../api/selectors/labels.ts';
import type { Pod, ReplicaSet } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import { controllerOf } from '../keys.ts';
import { ownerReference } from '../pods.ts';

/** The pods of a set: its own that still match, those that it lets go excluded, orphans that match included. */
export function adoptPods(store: ClusterStore, set: ReplicaSet): Pod[] {
  const { selector } = set.spec;
  const { uid, namespace } = set.metadata;
  const own = (store.owned(uid) as Pod[]).filter(
    (pod) => pod.kind === 'Pod' && controllerOf(pod)?.uid === uid,
  );
  const kept = own.filter((pod) => matchesSelector(selector, pod.metadata.labels));
  for (const pod of own) if (!kept.includes(pod)) release(store, pod, uid);
  if (set.metadata.deletionTimestamp || !mayHaveOrphans(set)) return kept;
  const query = { ...(namespace === undefined ? {} : { namespace }), labels: selector.matchLabels ?? {} };
  for (const pod of store.list<Pod>('Pod', query)) {
    if (
      controllerOf(pod) ||
      pod.metadata.deletionTimestamp ||
      !matchesSelector(selector, pod.metadata.labels)
    )
      continue;
    const adopted = store.mutate<Pod>('Pod', namespace, pod.metadata.name, (draft) => {
      draft.metadata.ownerReferences = [...(draft.metadata.ownerReferences ?? []), ownerReference(set)];
    });
    if (adopted) kept.push(adopted);
  }
  return kept;
}

/** Going through a namespace's pods takes long with many of them: only a set that misses some looks for orphans. */
function mayHaveOrphans({ spec, status }: ReplicaSet): boolean {
  return (spec.replicas ?? 1) > (status?.replicas ?? 0);
}

function release(store: ClusterStore, pod: Pod, owner: string): void {
  store.mutate<Pod>('Pod', pod.metadata.namespace, pod.metadata.name, (draft) => {
    const others = (draft.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== owner);
    if (others.length > 0) draft.metadata.ownerReferences = others;
    else delete draft.metadata.ownerReferences;
  });
}
