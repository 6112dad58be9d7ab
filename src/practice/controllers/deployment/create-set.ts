import { admitQuota } from '../../api/admission/quota.ts';
import type { Condition, Deployment, ReplicaSet } from '../../objects.ts';
import { timestamp } from '../../store/store.ts';
import type { ControllerContext } from '../controller.ts';

/** Stores a new set, as the API would take it; that it does not is told, and stands in the deployment's status. @throws ApiError 403 */
export function createSet(
  { store, clock, event }: ControllerContext,
  deployment: Deployment,
  set: ReplicaSet,
): void {
  try {
    admitQuota(store, set, undefined);
  } catch (error) {
    const reason = 'ReplicaSetCreateError';
    const message = `Failed to create new replica set "${set.metadata.name}": ${(error as Error).message}`;
    event({ object: deployment, type: 'Warning', reason, message });
    const now = timestamp(clock.now());
    const failed: Condition = {
      type: 'Progressing',
      status: 'False',
      reason,
      message,
      lastTransitionTime: now,
      lastUpdateTime: now,
    };
    const { namespace, name } = deployment.metadata;
    store.mutate<Deployment>('apps/Deployment', namespace, name, (draft) => {
      const before = draft.status?.conditions ?? [];
      if (before.some((one) => one.message === message)) return;
      const others = before.filter(({ type }) => type !== failed.type);
      draft.status = { ...draft.status, conditions: [...others, failed] };
    });
    throw error;
  }
  store.create(set);
}
