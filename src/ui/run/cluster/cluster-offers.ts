import { changesOf } from '../../../engine/changes.ts';
import { currentStep } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import type { Offer } from '../../footer.ts';
import type { Messages } from '../../i18n/messages.ts';

/** What there is to see of the cluster from the step: all of it, and what the step did to it. */
export function clusterOffers(session: Session, { live: { keys } }: Messages): Offer[] {
  const step = currentStep(session.state);
  const hasChanges = step !== undefined && step.status !== 'running' && changesOf(step).length > 0;
  return [
    ...(hasChanges ? [{ intent: 'changes', text: keys.changes } as const] : []),
    ...(session.checkContext().kubeconfig !== '' ? [{ intent: 'cluster', text: keys.cluster } as const] : []),
  ];
}
