import type { Reason } from '../../engine/reasons/reasons.ts';
import type { Evidence } from './investigation.ts';
import {
  type ContainerPort,
  isReady,
  labelsText,
  type Pod,
  type Service,
  selects,
  type Workload,
} from './objects.ts';
import { causeInPods } from './pods.ts';
import { workloadCause } from './workload.ts';

/** Why nothing answers at a Service; undefined when it has ready pods behind it and its ports make sense. */
export function serviceCause(service: Service, evidence: Evidence): Reason | undefined {
  const { pods, events, lastLine } = evidence;
  const { name, namespace } = service.metadata;
  const { selector } = service.spec;
  if (selector === undefined || Object.keys(selector).length === 0) {
    return { id: 'service-no-selector', params: { service: name } };
  }
  if (pods === undefined) return undefined;
  const neighbours = (pods as readonly Pod[]).filter(
    (pod) => pod.metadata.namespace === namespace && pod.metadata.deletionTimestamp === undefined,
  );
  const behind = neighbours.filter((pod) => selects(selector, pod));
  if (behind.length === 0) return selectsNothing(service, neighbours, evidence);
  if (!behind.some(isReady)) {
    const cause = causeInPods(behind, events, lastLine);
    return { id: 'service-pods-not-ready', params: { service: name }, ...(cause && { cause }) };
  }
  return portCause(service, behind);
}

function selectsNothing(
  { metadata, spec: { selector = {} } }: Service,
  pods: readonly Pod[],
  evidence: Evidence,
): Reason {
  const params = { service: metadata.name, selector: labelsText(selector) };
  // Pods of that label are to come from here, and do not.
  const source = ((evidence.deployments ?? []) as readonly Workload[]).find(
    (one) => one.metadata.namespace === metadata.namespace && selects(selector, one.spec.template ?? {}),
  );
  const cause =
    source && workloadCause(`deployment ${source.metadata.name}`, source, { ...evidence, pods: [] });
  if (cause !== undefined) return { id: 'service-selects-nothing', params, cause };
  const meant = pods.find((pod) =>
    Object.keys(selector).some((key) => pod.metadata.labels?.[key] !== undefined),
  );
  const keys = Object.keys(selector).filter((key) => meant?.metadata.labels?.[key] !== undefined);
  const labels = Object.fromEntries(keys.map((key) => [key, meant?.metadata.labels?.[key] ?? '']));
  return {
    id: 'service-selects-nothing',
    params,
    ...(meant !== undefined && {
      cause: {
        id: 'labels-are',
        params: { object: `pod ${meant.metadata.name}`, labels: labelsText(labels) },
      },
    }),
  };
}

function portCause(service: Service, pods: readonly Pod[]): Reason | undefined {
  const declared = pods.flatMap((pod) => pod.spec.containers.flatMap((container) => container.ports ?? []));
  for (const { port, targetPort = port } of service.spec.ports ?? []) {
    const params = { service: service.metadata.name, port: String(targetPort) };
    if (typeof targetPort === 'string') {
      if (declared.some((one) => one.name === targetPort)) continue;
      return { id: 'target-port-unknown', params: { ...params, ports: list(declared, (one) => one.name) } };
    }
    // A container need not say on which ports it listens; when it does, it is taken at its word.
    if (declared.length === 0 || declared.some((one) => one.containerPort === targetPort)) continue;
    return {
      id: 'target-port-elsewhere',
      params: { ...params, ports: list(declared, (one) => one.containerPort) },
    };
  }
  return undefined;
}

function list(
  ports: readonly ContainerPort[],
  pick: (port: ContainerPort) => string | number | undefined,
): string {
  return [...new Set(ports.flatMap((port) => pick(port) ?? []))].join(', ');
}
