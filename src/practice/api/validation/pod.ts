import type { Container, Pod, PodSpec, Volume } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import type { Cause } from '../errors.ts';
import { duplicate, forbiddenField, invalidValue, missing, required, unsupported } from './causes.ts';
import { dnsLabel } from './names.ts';
import { validateResources } from './quantities.ts';

export function* validatePod(pod: Pod): Iterable<Cause> {
  yield* validatePodSpec(pod.spec, 'spec');
}

/** `more` are volumes that the pods will have besides those of the spec. */
export function* validatePodSpec(
  spec: PodSpec | undefined,
  field: string,
  more: readonly string[] = [],
): Iterable<Cause> {
  const volumes = new Set([...(spec?.volumes ?? []).map((volume) => volume.name), ...more]);
  yield* validateVolumes(spec?.volumes ?? [], `${field}.volumes`);
  const containers = spec?.containers ?? [];
  if (containers.length === 0) yield required(`${field}.containers`);
  const names = new Set<string>();
  for (const [list, entries] of [
    ['containers', containers],
    ['initContainers', spec?.initContainers ?? []],
  ] as const) {
    for (const [index, container] of entries.entries()) {
      const place = `${field}.${list}[${index}]`;
      yield* validateContainer(container, place, volumes);
      if (names.has(container.name)) yield duplicate(`${place}.name`, container.name);
      names.add(container.name);
    }
  }
  const policies = ['Always', 'OnFailure', 'Never'];
  const { restartPolicy } = spec ?? {};
  if (restartPolicy && !policies.includes(restartPolicy))
    yield unsupported(`${field}.restartPolicy`, restartPolicy, policies);
}

function* validateContainer(
  container: Container,
  field: string,
  volumes: ReadonlySet<string>,
): Iterable<Cause> {
  if (!container.name) yield required(`${field}.name`);
  else {
    const wrong = dnsLabel(container.name);
    if (wrong) yield invalidValue(`${field}.name`, container.name, wrong);
  }
  if (!container.image) yield required(`${field}.image`);
  else if (container.image !== container.image.trim()) {
    yield invalidValue(`${field}.image`, container.image, 'must not have leading or trailing whitespace');
  }
  const pulls = ['Always', 'IfNotPresent', 'Never'];
  if (container.imagePullPolicy && !pulls.includes(container.imagePullPolicy)) {
    yield unsupported(`${field}.imagePullPolicy`, container.imagePullPolicy, pulls);
  }
  for (const [index, port] of (container.ports ?? []).entries()) {
    const place = `${field}.ports[${index}].containerPort`;
    if (port.containerPort === undefined) yield required(place);
    else if (!(port.containerPort > 0 && port.containerPort < 65_536)) {
      yield invalidValue(place, port.containerPort, 'must be between 1 and 65535, inclusive');
    }
  }
  for (const [index, variable] of (container.env ?? []).entries()) {
    if (!variable.name) yield required(`${field}.env[${index}].name`);
    if (variable.value && variable.valueFrom) {
      yield invalidValue(
        `${field}.env[${index}].valueFrom`,
        '',
        'may not be specified when `value` is not empty',
      );
    }
  }
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const place = `${field}.volumeMounts[${index}]`;
    if (!mount.name) yield required(`${place}.name`);
    else if (!volumes.has(mount.name)) yield missing(`${place}.name`, mount.name);
    if (!mount.mountPath) yield required(`${place}.mountPath`);
  }
  yield* validateResources(container.resources, `${field}.resources`);
}

function* validateVolumes(volumes: readonly Volume[], field: string): Iterable<Cause> {
  const names = new Set<string>();
  for (const [index, volume] of volumes.entries()) {
    const place = `${field}[${index}]`;
    if (!volume.name) yield required(`${place}.name`);
    else if (names.has(volume.name)) yield duplicate(`${place}.name`, volume.name);
    names.add(volume.name);
    if (Object.keys(volume).length > 2) {
      yield forbiddenField(`${place}.${Object.keys(volume)[2]}`, 'may not specify more than 1 volume type');
    }
  }
}

export function* validatePodUpdate(pod: Pod, before: Pod): Iterable<Cause> {
  if (equalJson(frozenPart(pod.spec), frozenPart(before.spec))) return;
  yield forbiddenField(
    'spec',
    'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
  );
}

/** All of a pod's spec but what may be changed while it is. */
function frozenPart(spec: PodSpec): unknown {
  const { activeDeadlineSeconds: _, tolerations: __, terminationGracePeriodSeconds: ___, ...rest } = spec;
  const withoutImage = ({ image: ____, ...container }: Container) => container;
  return {
    ...rest,
    containers: spec.containers.map(withoutImage),
    initContainers: (spec.initContainers ?? []).map(withoutImage),
  };
}
