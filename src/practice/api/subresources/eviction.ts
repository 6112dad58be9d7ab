import { ApiError } from '../../errors.ts';
import type { Pod } from '../../objects.ts';
import type { Answer, Api, Call } from '../call.ts';
import { budgetStatus, isHealthy, type PodDisruptionBudget } from '../disruption/budget.ts';
import { disruptPod } from '../pods.ts';
import { matchesSelector } from '../selectors/labels.ts';
import { isDryRun } from '../verbs/create.ts';
import { existing } from '../verbs/read.ts';

interface Eviction {
  deleteOptions?: { gracePeriodSeconds?: number | null; dryRun?: string[] };
}

/** What `kubectl drain` asks for: a deletion that disruption budgets may hold up. @throws ApiError 429 */
export async function evict(api: Api, call: Call): Promise<Answer> {
  const { deleteOptions } = ((await call.body()) as Eviction | undefined) ?? {};
  const pod = existing(api, call) as Pod;
  if (!mayGoAnyway(pod)) checkBudgets(api, pod);
  const seconds = deleteOptions?.gracePeriodSeconds;
  const options = typeof seconds === 'number' ? { gracePeriodSeconds: seconds } : {};
  if (!isDryRun(call) && !deleteOptions?.dryRun?.includes('All')) {
    const why = { reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' };
    disruptPod(api.store, pod, api.clock.now(), why, options);
  }
  return {
    code: 201,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
  };
}

/** Nothing is lost with a pod that does not run. */
function mayGoAnyway({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined || status?.phase !== 'Running';
}

function checkBudgets({ store }: Api, pod: Pod): void {
  const budgets = store
    .list<PodDisruptionBudget>('policy/PodDisruptionBudget', { namespace: pod.metadata.namespace ?? '' })
    .filter(({ spec }) => matchesSelector(spec?.selector, pod.metadata.labels));
  const [budget, another] = budgets;
  if (!budget) return;
  if (another) {
    const why =
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    throw new ApiError(500, 'InternalError', why);
  }
  const { currentHealthy, desiredHealthy, disruptionsAllowed } = budgetStatus(store, budget);
  if (disruptionsAllowed > 0) return;
  if (!isHealthy(pod)) {
    const isAllowed = budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow';
    if (isAllowed || (desiredHealthy > 0 && currentHealthy >= desiredHealthy)) return;
  }
  const { name } = budget.metadata;
  const message = `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  throw new ApiError(
    429,
    'TooManyRequests',
    "Cannot evict pod as it would violate the pod's disruption budget.",
    { causes: [{ reason: 'DisruptionBudget', message }] },
  );
}
