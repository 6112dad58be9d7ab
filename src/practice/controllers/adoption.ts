import { matchesSelector } from '../api/selectors/labels.ts';
import type { LabelSelector, Pod } from '../objects.ts';
import type { ClusterStore } from '../store/store.ts';
import type { KubeObject } from '../types.ts';
import { controllerOf } from './keys.ts';
import { ownerReference } from './pods.ts';

/** A controller's object, by whose selector its pods are found. */
type Owner = KubeObject & { spec: { selector: LabelSelector } };

/** The pods of an object: its own that still match, those that it lets go excluded, `orphans` that match included. */
export function adoptPods(
  store: ClusterStore,
  owner: Owner,
  orphans: (owner: Owner) => Iterable<Pod>,
): Pod[] {
  const { selector } = owner.spec;
  const { uid, namespace } = owner.metadata;
  const own = ownPods(store, owner);
  const kept = own.filter((pod) => matchesSelector(selector, pod.metadata.labels));
  for (const pod of own) if (!kept.includes(pod)) release(store, pod, uid);
  if (owner.metadata.deletionTimestamp) return kept;
  for (const pod of orphans(owner)) {
    const { labels, name, deletionTimestamp } = pod.metadata;
    if (controllerOf(pod) || deletionTimestamp || !matchesSelector(selector, labels)) continue;
    const adopted = store.mutate<Pod>('Pod', namespace, name, (draft) => {
      draft.metadata.ownerReferences = [...(draft.metadata.ownerReferences ?? []), ownerReference(owner)];
    });
    if (adopted) kept.push(adopted);
  }
  return kept;
}

/** The pods that an object controls. */
export function ownPods(store: ClusterStore, { metadata: { uid } }: KubeObject): Pod[] {
  return (store.owned(uid) as Pod[]).filter((pod) => pod.kind === 'Pod' && controllerOf(pod)?.uid === uid);
}

/** Going through a namespace's pods takes long with many of them: for objects that miss some. */
export function podsWithLabelsOf(store: ClusterStore, { metadata, spec }: Owner): Pod[] {
  const place = metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
  return store.list<Pod>('Pod', { ...place, labels: spec.selector.matchLabels ?? {} });
}

function release(store: ClusterStore, pod: Pod, owner: string): void {
  store.mutate<Pod>('Pod', pod.metadata.namespace, pod.metadata.name, (draft) => {
    const others = (draft.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== owner);
    if (others.length > 0) draft.metadata.ownerReferences = others;
    else delete draft.metadata.ownerReferences;
  });
}
