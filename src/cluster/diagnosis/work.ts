import type { Reason } from '../../engine/reasons/reasons.ts';
import type { Evidence } from './investigation.ts';
import { isReady, type Pod, type Service, selects, type Workload } from './objects.ts';
import { serviceCause } from './service.ts';
import { workloadCause } from './workload.ts';

/** Why programs that answer do not do their work: the cause may be in any that they work with. */
export function workCause(namespace: string | undefined, evidence: Evidence): Reason | undefined {
  const isHere = ({ metadata }: { metadata: { namespace?: string } }) => metadata.namespace === namespace;
  const pods = ((evidence.pods ?? []) as readonly Pod[]).filter(isHere);
  for (const workload of ((evidence.deployments ?? []) as readonly Workload[]).filter(isHere)) {
    const own = pods.filter((pod) => selects(workload.spec.selector?.matchLabels ?? {}, pod));
    const name = `deployment ${workload.metadata.name}`;
    const cause = workloadCause(name, workload, { ...evidence, pods: own });
    if (cause !== undefined) return cause;
  }
  return complaintCause(pods, evidence);
}

/** What pods that run tell of in their logs, and what is behind that. */
export function complaintCause(pods: readonly Pod[], evidence: Evidence): Reason | undefined {
  const complaints = pods
    .filter((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined)
    .map((pod) => ({ pod, line: evidence.complaint(pod) }));
  const first = complaints.find(({ line }) => line !== '');
  if (first === undefined) return undefined;
  const { pod, line } = first;
  const cause = behind(line, pod, evidence);
  return { id: 'log-complains', params: { pod: pod.metadata.name, line }, ...(cause && { cause }) };
}

/** A name that cannot be resolved has no Service; an address that refuses has one, with nothing behind it. */
function behind(line: string, pod: Pod, evidence: Evidence): Reason | undefined {
  if (evidence.services === undefined) return undefined;
  const services = (evidence.services as readonly Service[]).filter(
    ({ metadata }) => metadata.namespace === pod.metadata.namespace,
  );
  const name =
    /(?:ENOTFOUND|EAI_AGAIN|bad address|resolve host:?|lookup) '?([a-z][a-z0-9-]*)/.exec(line)?.[1] ?? '';
  const address = /(\d+\.\d+\.\d+\.\d+):\d+/.exec(line)?.[1];
  const service = services.find(
    ({ metadata, spec }) => metadata.name === name || (address !== undefined && spec.clusterIP === address),
  );
  if (service !== undefined) return serviceCause(service, evidence);
  return name === '' ? undefined : { id: 'object-missing', params: { object: `service ${name}` } };
}
