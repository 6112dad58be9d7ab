import type { Condition, Pod } from '../objects.ts';
import { type DeleteOptions, deleteObject } from '../store/deletion.ts';
import { type ClusterStore, timestamp } from '../store/store.ts';

/** Puts a pod on a node, from where its kubelet takes over. */
export function assignNode(store: ClusterStore, pod: Pod, node: string, now: number): void {
  const { namespace, name } = pod.metadata;
  store.mutate<Pod>('Pod', namespace, name, (draft) => {
    draft.spec.nodeName = node;
    draft.status = { phase: 'Pending', ...draft.status };
    setCondition(draft, { type: 'PodScheduled', status: 'True' }, now);
  });
}

/** Asks for a pod to go that somebody else than its owner or a user wants gone, and writes down who and why. */
export function disruptPod(
  store: ClusterStore,
  pod: Pod,
  now: number,
  why: { reason: string; message: string },
  options: DeleteOptions = {},
): void {
  const { namespace, name } = pod.metadata;
  const marked = store.mutate<Pod>('Pod', namespace, name, (draft) => {
    setCondition(draft, { type: 'DisruptionTarget', status: 'True', ...why }, now);
  });
  deleteObject(store, marked ?? pod, now, options);
}

/** In place of the condition of that type which the pod has. */
function setCondition(
  pod: Pod,
  condition: Omit<Condition, 'lastProbeTime' | 'lastTransitionTime'>,
  now: number,
): void {
  const { type, status, ...why } = condition;
  const set: Condition = { type, status, lastProbeTime: null, lastTransitionTime: timestamp(now), ...why };
  const others = (pod.status?.conditions ?? []).filter((one) => one.type !== type);
  pod.status = { ...pod.status, conditions: [...others, set] };
}
