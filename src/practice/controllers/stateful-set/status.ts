import type { ControllerRevision, Pod, StatefulSet } from '../../objects.ts';
import type { ControllerContext } from '../controller.ts';
import { fromKey } from '../keys.ts';
import { availableIn, isReady } from '../pods.ts';
import { revisionOfPod } from './identity.ts';
import { wantedOrdinals } from './steps.ts';

/** Counts the pods, and takes the update as done once all of them have it. */
export function reportStatus(
  { store, clock, again }: ControllerContext,
  key: string,
  pods: ReadonlyMap<number, Pod>,
  current: ControllerRevision,
  update: ControllerRevision,
): void {
  const { namespace, name } = fromKey(key);
  const set = store.get<StatefulSet>('apps/StatefulSet', namespace, name);
  if (!set) return;
  const all = [...pods.values()];
  const staying = all.filter((pod) => !pod.metadata.deletionTimestamp);
  const of = (revision: ControllerRevision) =>
    staying.filter((pod) => revisionOfPod(pod) === revision.metadata.name).length;
  const ready = all.filter(isReady);
  const waits = ready.map((pod) => availableIn(pod, set.spec.minReadySeconds ?? 0, clock) ?? 0);
  const soonest = Math.min(...waits.filter((wait) => wait > 0));
  if (Number.isFinite(soonest)) again(key, soonest);
  const updated = of(update);
  const isRolling = set.spec.updateStrategy?.type !== 'OnDelete';
  const isDone = isRolling && updated === all.length && ready.length === all.length;
  const now = isDone && all.length === wantedOrdinals(set).length ? update : current;
  const counts = {
    readyReplicas: ready.length,
    currentReplicas: of(now),
    updatedReplicas: updated,
  };
  store.mutate<StatefulSet>('apps/StatefulSet', namespace, name, (draft) => {
    draft.status = {
      observedGeneration: draft.metadata.generation ?? 1,
      replicas: all.length,
      availableReplicas: waits.filter((wait) => wait === 0).length,
      ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
      currentRevision: now.metadata.name,
      updateRevision: update.metadata.name,
      collisionCount: 0,
    };
  });
}
