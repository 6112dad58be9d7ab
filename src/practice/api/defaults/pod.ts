import type { Container, DownwardFile, PodSpec, Probe, Volume } from '../../objects.ts';

export function defaultPodSpec(spec: PodSpec): void {
  spec.restartPolicy ??= 'Always';
  spec.dnsPolicy ??= 'ClusterFirst';
  spec.schedulerName ??= 'default-scheduler';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.securityContext ??= {};
  // The older name of the same thing; both are always there.
  if (spec.serviceAccountName) spec.serviceAccount ??= spec.serviceAccountName;
  for (const container of [...(spec.initContainers ?? []), ...spec.containers])
    defaultContainer(container, spec);
  for (const volume of spec.volumes ?? []) defaultVolumeSource(volume);
}

function defaultContainer(container: Container, spec: PodSpec): void {
  container.imagePullPolicy ??= hasMovingTag(container.image ?? '') ? 'Always' : 'IfNotPresent';
  container.terminationMessagePath ??= '/dev/termination-log';
  container.terminationMessagePolicy ??= 'File';
  container.resources ??= {};
  for (const port of container.ports ?? []) {
    port.protocol ??= 'TCP';
    if (spec.hostNetwork) port.hostPort ??= port.containerPort;
  }
  for (const { valueFrom } of container.env ?? []) if (valueFrom) defaultReference(valueFrom);
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) defaultProbe(probe);
  }
}

/** What tells a container of its own pod: in its environment or in a file. */
function defaultReference({ fieldRef, resourceFieldRef }: Reference): void {
  if (fieldRef) fieldRef.apiVersion ??= 'v1';
  if (resourceFieldRef) resourceFieldRef.divisor ??= '0';
}

type Reference = Pick<DownwardFile, 'fieldRef' | 'resourceFieldRef'>;

function hasMovingTag(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

function defaultProbe(probe: Probe): void {
  probe.timeoutSeconds ??= 1;
  probe.periodSeconds ??= 10;
  probe.successThreshold ??= 1;
  probe.failureThreshold ??= 3;
  if (probe.httpGet) {
    probe.httpGet.path ??= '/';
    probe.httpGet.scheme ??= 'HTTP';
  }
}

function defaultVolumeSource(volume: Volume): void {
  if (Object.keys(volume).length === 1) volume.emptyDir = {};
  for (const source of [volume.configMap, volume.secret, volume.downwardAPI, volume.projected]) {
    if (source) source.defaultMode ??= 0o644;
  }
  const projected = (volume.projected?.sources ?? []) as Pick<Volume, 'downwardAPI'>[];
  for (const { downwardAPI } of [volume, ...projected]) downwardAPI?.items?.forEach(defaultReference);
  if (volume.hostPath) volume.hostPath.type ??= '';
}

/** Guaranteed: requests equal limits, of CPU and memory, in every container; BestEffort: none has either. */
export function qosClass(spec: PodSpec): string {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const compute = ['cpu', 'memory'];
  const resources = containers.map((container) => container.resources ?? {});
  const some = resources.some(({ requests, limits }) =>
    compute.some((name) => requests?.[name] ?? limits?.[name]),
  );
  if (!some) return 'BestEffort';
  const guaranteed = resources.every(({ requests, limits }) =>
    compute.every(
      (name) => limits?.[name] !== undefined && (requests?.[name] ?? limits[name]) === limits[name],
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
