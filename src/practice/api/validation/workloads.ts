import type { Deployment } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import type { Cause } from '../errors.ts';
import { matchesSelector } from '../selectors/labels.ts';
import { invalidValue, required, unsupported } from './causes.ts';
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
  if (workload.kind === 'Job') yield* validateJobTemplate(workload);
  else {
    yield* validateSelector(workload);
    const policy = spec.template?.spec?.restartPolicy;
    if (policy && policy !== 'Always')
      yield unsupported('spec.template.spec.restartPolicy', policy, ['Always']);
  }
  yield* validateLabels('spec.template.labels', spec.template?.metadata?.labels);
  yield* validatePodSpec(spec.template?.spec, 'spec.template.spec');
}

function* validateSelector({ spec }: Workload): Iterable<Cause> {
  const { selector } = spec;
  const empty =
    !selector || (!Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length);
  if (!selector) yield required('spec.selector');
  else if (empty) yield invalidValue('spec.selector', {}, 'empty selector is invalid for deployment');
  const labels = spec.template?.metadata?.labels;
  if (!matchesSelector(selector, labels)) {
    yield invalidValue(
      'spec.template.metadata.labels',
      labels ?? null,
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

export function* validateWorkloadUpdate(workload: Workload, before: Workload): Iterable<Cause> {
  if (!equalJson(workload.spec?.selector, before.spec.selector)) {
    yield invalidValue('spec.selector', workload.spec?.selector, 'field is immutable');
  }
}
