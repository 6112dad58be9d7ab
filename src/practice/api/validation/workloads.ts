import type { Deployment } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import type { KubeObject } from '../../types.ts';
import type { Cause } from '../errors.ts';
import { matchesSelector } from '../selectors/labels.ts';
import { forbiddenField, invalidValue, required, unsupported } from './causes.ts';
import { goMap, goSelector } from './go-syntax.ts';
import { validateLabels } from './metadata.ts';
import { validatePodSpec } from './pod.ts';

type Workload = Pick<Deployment, 'kind' | 'apiVersion' | 'metadata' | 'spec'>;

/** What Deployments, ReplicaSets, StatefulSets, DaemonSets and Jobs have in common. */
export function* validateWorkload(workload: Workload): Iterable<Cause> {
  const { spec } = workload;
  if (!spec) {
    yield required('spec.selector');
    yield required('spec.template.spec.containers');
    return;
  }
  if (spec.replicas !== undefined && spec.replicas < 0) {
    yield invalidValue('spec.replicas', spec.replicas, 'must be greater than or equal to 0');
  }
  if (workload.kind === 'Job') {
    yield* validateJobSelector(workload);
    yield* validateJobTemplate(workload);
  } else {
    yield* validateSelector(workload);
    const policy = spec.template?.spec?.restartPolicy;
    if (policy && policy !== 'Always')
      yield unsupported('spec.template.spec.restartPolicy', policy, ['Always']);
  }
  yield* validateLabels('spec.template.labels', spec.template?.metadata?.labels);
  // The claims of a stateful set are volumes of its pods, by their names.
  const claims = (spec as { volumeClaimTemplates?: Partial<KubeObject>[] }).volumeClaimTemplates ?? [];
  const volumes = claims.flatMap((claim) => claim.metadata?.name ?? []);
  yield* validatePodSpec(spec.template?.spec, 'spec.template.spec', volumes);
}

function* validateSelector({ spec, kind }: Workload): Iterable<Cause> {
  const { selector } = spec;
  const empty =
    !selector || (!Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length);
  if (!selector) yield required('spec.selector');
  else if (empty)
    yield invalidValue(
      'spec.selector',
      goSelector({}),
      `empty selector is invalid for ${kind.toLowerCase()}`,
    );
  const labels = spec.template?.metadata?.labels;
  if (!matchesSelector(selector, labels)) {
    yield invalidValue(
      'spec.template.metadata.labels',
      goMap(labels),
      '`selector` does not match template `labels`',
    );
  }
}

function* validateJobTemplate({ spec }: Workload): Iterable<Cause> {
  const policy = spec.template?.spec?.restartPolicy;
  if (policy === 'Always') {
    yield { ...required('spec.template.spec.restartPolicy', 'valid values: "OnFailure", "Never"') };
  }
}

/** Unless the client wants to see to it, what selects a job's pods is the server's to say. */
function* validateJobSelector({ spec, metadata }: Workload): Iterable<Cause> {
  const { selector, template } = spec;
  if ((spec as { manualSelector?: boolean }).manualSelector) {
    if (!selector) yield required('spec.selector');
  } else if (Object.values(selector?.matchLabels ?? {}).some((value) => value !== metadata.uid)) {
    yield invalidValue('spec.selector', goSelector(selector), '`selector` not auto-generated');
  }
  if (selector && !matchesSelector(selector, template?.metadata?.labels))
    yield invalidValue(
      'spec.template.metadata.labels',
      goMap(template?.metadata?.labels),
      '`selector` does not match template `labels`',
    );
}

export function* validateJobUpdate(job: Workload, before: Workload): Iterable<Cause> {
  yield* validateWorkloadUpdate(job, before);
  if (!equalJson(job.spec?.template, before.spec.template))
    yield invalidValue('spec.template', job.spec?.template, 'field is immutable');
}

export function* validateWorkloadUpdate(workload: Workload, before: Workload): Iterable<Cause> {
  if (!equalJson(workload.spec?.selector, before.spec.selector)) {
    yield invalidValue('spec.selector', goSelector(workload.spec?.selector), 'field is immutable');
  }
}

const CHANGEABLE = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

/** Its selector, service and claims stay as they were. */
export function* validateStatefulSetUpdate(set: Workload, before: Workload): Iterable<Cause> {
  if (equalJson(fixedPart(set), fixedPart(before))) return;
  yield forbiddenField(
    'spec',
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  );
}

function fixedPart({ spec }: Workload): object {
  return Object.fromEntries(Object.entries(spec ?? {}).filter(([field]) => !CHANGEABLE.has(field)));
}
