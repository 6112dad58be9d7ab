import { type Dict, dictAt, type KubeObject, listAt, textAt } from '../api/objects.ts';
import type { Session } from '../session.ts';
import { ago } from '../values/duration.ts';
import { describeContainers, describeResources } from './containers.ts';
import { describeEvents, eventsAbout } from './events.ts';
import { controllerOf, header, labels, labelsAndAnnotations, tolerations } from './metadata.ts';
import { spreadConstraints } from './pod-template.ts';
import { describeVolumes } from './volumes.ts';
import { type Description, longTime } from './writer.ts';

export async function describePod(
  w: Description,
  session: Session,
  pod: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const spec = dictAt(pod, 'spec');
  const status = dictAt(pod, 'status');
  header(w, pod);
  w.lineIf(spec.priority, 0, 'Priority:');
  w.lineIf(spec.priorityClassName, 0, 'Priority Class Name:');
  w.lineIf(spec.runtimeClassName, 0, 'Runtime Class Name:');
  w.lineIf(spec.serviceAccountName, 0, 'Service Account:');
  w.line(0, 'Node:', spec.nodeName ? `${spec.nodeName}/${textAt(status, 'hostIP')}` : '<none>');
  if (status.startTime) w.line(0, 'Start Time:', longTime(status.startTime));
  labelsAndAnnotations(w, pod);
  phase(w, pod, status);
  w.lineIf(status.reason, 0, 'Reason:');
  w.lineIf(status.message, 0, 'Message:');
  const profile = dictAt(spec, 'securityContext', 'seccompProfile');
  w.lineIf(profile.type, 0, 'SeccompProfile:');
  addresses(w, status);
  w.lineIf(controllerOf(pod), 0, 'Controlled By:');
  w.lineIf(status.nominatedNodeName, 0, 'NominatedNodeName:');
  if (spec.resources) {
    w.line(0, 'Resources:');
    describeResources(w, dictAt(spec, 'resources'), 1);
  }
  containers(w, pod, spec, status);
  conditions(w, spec, status);
  describeVolumes(w, listAt(spec, 'volumes'));
  w.line(0, 'QoS Class:', textAt(status, 'qosClass') || qosClass(spec));
  labels(w, 'Node-Selectors', dictAt(spec, 'nodeSelector'));
  tolerations(w, 'Tolerations', listAt(spec, 'tolerations'));
  spreadConstraints(w, listAt(spec, 'topologySpreadConstraints'));
  if (!withEvents) return;
  const { name = '', namespace = '', uid } = pod.metadata ?? {};
  describeEvents(w, await eventsAbout(session, { name, namespace, ...(uid ? { uid } : {}) }));
}

function phase(w: Description, pod: KubeObject, status: Dict): void {
  const ended = status.phase === 'Failed' || status.phase === 'Succeeded';
  if (pod.metadata?.deletionTimestamp && !ended) {
    w.line(0, 'Status:', `Terminating (lasts ${ago(pod.metadata.deletionTimestamp)})`);
    w.line(0, 'Termination Grace Period:', `${pod.metadata.deletionGracePeriodSeconds}s`);
  } else {
    w.line(0, 'Status:', textAt(status, 'phase'));
  }
}

function addresses(w: Description, status: Dict): void {
  w.line(0, 'IP:', textAt(status, 'podIP'));
  const list = listAt(status, 'podIPs');
  w.line(0, 'IPs:', ...(list.length === 0 ? ['<none>'] : []));
  for (const one of list) w.line(1, 'IP:', textAt(one, 'ip'));
}

function containers(w: Description, pod: KubeObject, spec: Dict, status: Dict): void {
  const show = (label: string, field: string, statuses: string) =>
    describeContainers(w, label, listAt(spec, field), listAt(status, statuses), pod);
  if (listAt(spec, 'initContainers').length > 0)
    show('Init Containers', 'initContainers', 'initContainerStatuses');
  show('Containers', 'containers', 'containerStatuses');
  if (listAt(spec, 'ephemeralContainers').length > 0) {
    show('Ephemeral Containers', 'ephemeralContainers', 'ephemeralContainerStatuses');
  }
}

function conditions(w: Description, spec: Dict, status: Dict): void {
  const list = listAt(status, 'conditions');
  const gates = listAt(spec, 'readinessGates');
  if (gates.length > 0) {
    w.line(0, 'Readiness Gates:');
    w.line(1, 'Type', 'Status');
    for (const gate of gates) {
      const found = list.find((one) => one.type === gate.conditionType);
      w.line(1, `${gate.conditionType} `, `${found ? found.status : '<none>'} `);
    }
  }
  if (list.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status');
  for (const one of list) w.line(1, `${textAt(one, 'type')} `, `${textAt(one, 'status')} `);
}

/** For a pod that has no status yet. */
function qosClass(spec: Dict): string {
  const all = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  const lists = all.map((one) => ({
    limits: dictAt(one, 'resources', 'limits'),
    requests: dictAt(one, 'resources', 'requests'),
  }));
  if (lists.every(({ limits, requests }) => Object.keys({ ...limits, ...requests }).length === 0))
    return 'BestEffort';
  const guaranteed = lists.every(({ limits, requests }) =>
    ['cpu', 'memory'].every(
      (name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name],
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

/** How many pods of a controller are in each phase. */
export interface PodCounts {
  running: number;
  waiting: number;
  succeeded: number;
  failed: number;
}

export function countPods(pods: readonly KubeObject[], controllerUid: string | undefined): PodCounts {
  const owned = pods.filter((pod) =>
    pod.metadata?.ownerReferences?.some((one) => one.controller && one.uid === controllerUid),
  );
  const count = (wanted: string) => owned.filter((pod) => textAt(pod, 'status', 'phase') === wanted).length;
  return {
    running: count('Running'),
    waiting: count('Pending'),
    succeeded: count('Succeeded'),
    failed: count('Failed'),
  };
}
