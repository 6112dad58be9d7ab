import { because } from '../../engine/reasons/compare.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import type { ResourceCheck } from '../../lesson/schema.ts';
import { reasonOfProblem } from '../api/problem.ts';
import { openSession } from '../api/session.ts';
import { watchObjects } from '../api/watch.ts';
import { createInvestigator, type Investigation } from '../diagnosis/investigation.ts';
import { resourceInvestigation } from '../diagnosis/resource.ts';
import type { WatchCheck } from '../types.ts';
import { judge } from './resource/judge.ts';
import { settle } from './settle.ts';

/** Objects of the cluster: there, as many as wanted, in the wanted state. */
export const watchResource: WatchCheck<ResourceCheck> = (check, context, report, signal) => {
  const session = openSession(context.kubeconfig, signal);
  const offer = settle(report, signal);
  const [resource = '', name] = check.resource.split('/');
  let reason: Reason | undefined;
  let investigation: Investigation | undefined;

  const tell = () => {
    const cause = investigator.look(investigation);
    if (reason === undefined) offer({ verdict: 'green' });
    else offer({ verdict: 'red', reason: because(reason, cause) });
  };
  const investigator = createInvestigator(session, tell, signal);

  const query = { resource, name, namespace: check.namespace, selector: check.selector };
  const listener: Parameters<typeof watchObjects>[2] = {
    found(found) {
      const complaint = judge(check, found.type, found.objects);
      reason = complaint?.reason;
      investigation = complaint && resourceInvestigation(found, name, complaint.reason, complaint.suspect);
      tell();
    },
    problem(error) {
      reason = reasonOfProblem(error);
      investigation = undefined;
      tell();
    },
  };
  watchObjects(session, query, listener, signal);
};
