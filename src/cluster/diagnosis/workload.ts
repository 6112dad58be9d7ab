import type { Reason } from '../../engine/reasons/reasons.ts';
import type { KubeObject } from '../api/objects.ts';
import { objectName, type ResourceType } from '../api/resources.ts';
import type { Evidence, Investigation } from './investigation.ts';
import { conditionOf, type Pod, selectorText, type WarningEvent, type Workload } from './objects.ts';
import { causeInPods } from './pods.ts';

const kinds = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'];

export function isWorkload(type: ResourceType): boolean {
  return kinds.includes(type.kind);
}

/** Why a workload does not do what is expected of it. */
export function workloadInvestigation(type: ResourceType, object: KubeObject): Investigation {
  const workload = object as Workload;
  const { namespace, name } = object.metadata;
  const selector = selectorText(workload.spec.selector ?? {});
  return {
    key: `${type.kind}/${namespace}/${name}/${selector}`,
    queries: {
      pods: { resource: 'pods', namespace, selector },
      events: { resource: 'events', namespace },
    },
    conclude: (evidence) => workloadCause(objectName(type, name), workload, evidence),
  };
}

export function workloadCause(name: string, workload: Workload, evidence: Evidence): Reason | undefined {
  if (workload.metadata.deletionTimestamp !== undefined)
    return { id: 'being-deleted', params: { object: name } };
  if (workload.spec.replicas === 0) return { id: 'scaled-to-zero', params: { object: name } };
  const refused = refusal(workload, evidence.events);
  const inPods = causeInPods((evidence.pods ?? []) as readonly Pod[], evidence.events, evidence.lastLine);
  if (inPods !== undefined && refused === undefined) return inPods;
  if (refused !== undefined)
    return { id: 'pods-refused', params: { object: name, message: withoutPod(refused) } };
  return workload.spec.paused ? { id: 'paused', params: { object: name } } : undefined;
}

/** What the API server said when the workload's pods were to be made: a quota, an admission rule. */
function refusal(workload: Workload, events: readonly WarningEvent[]): string | undefined {
  const failure = conditionOf(workload.status?.conditions, 'ReplicaFailure');
  if (failure?.status === 'True') return failure.message ?? '';
  if (workload.spec.replicas === undefined || conditionOf(workload.status?.conditions, 'Available'))
    return undefined;
  const own = events.filter((event) => event.involvedObject.uid === workload.metadata.uid);
  return own.findLast((event) => event.reason === 'FailedCreate')?.message;
}

/** Each try is for a pod of another name; what stands in its way is the same. */
function withoutPod(message: string): string {
  return message.replace(/^.*?pods "[^"]*" is forbidden: /, '');
}
