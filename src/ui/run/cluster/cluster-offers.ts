import { changesOf } from '../../../engine/changes.ts';
import { currentStep } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import type { Offer } from '../../footer.ts';
import type { Messages } from '../../i18n/messages.ts';

/** From this width on, there is room for the cluster beside the step. */
export const clusterColumns = 120;

/** Whether the cluster is beside the step; undefined where there is no room for it. */
export type BesideCluster = 'shown' | 'hidden' | undefined;

/** What there is to see of the cluster from the step: all of it, beside the step, and what the step did to it. */
export function clusterOffers(
  session: Session,
  { live: { keys } }: Messages,
  beside: BesideCluster,
): Offer[] {
  const step = currentStep(session.state);
  const hasCluster = session.checkContext().kubeconfig !== '';
  const hasChanges = step !== undefined && step.status !== 'running' && changesOf(step).length > 0;
  return [
    ...(hasChanges ? [{ intent: 'changes', text: keys.changes } as const] : []),
    ...(hasCluster ? [{ intent: 'cluster', text: keys.cluster } as const] : []),
    ...(hasCluster && beside ? [{ intent: 'beside', text: keys[beside] } as const] : []),
  ];
}
