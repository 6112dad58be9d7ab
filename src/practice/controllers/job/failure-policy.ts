import type { Job, Pod, PodFailureRule } from '../../objects.ts';

export interface Verdict {
  /** Whether the failure counts towards the limit. */
  counts: boolean;
  /** Why the job fails at once. */
  fatal: string | undefined;
}

/** What a job's own rules make of a pod that has failed: the first that matches says it. */
export function judgeFailure({ spec }: Job, pod: Pod): Verdict {
  for (const [index, rule] of (spec.podFailurePolicy?.rules ?? []).entries()) {
    const why = match(rule, pod);
    if (why === undefined) continue;
    const fatal = rule.action === 'FailJob' ? `${why} matching FailJob rule at index ${index}` : undefined;
    return { counts: rule.action !== 'Ignore', fatal };
  }
  return { counts: true, fatal: undefined };
}

function match(
  { onExitCodes, onPodConditions = [] }: PodFailureRule,
  { metadata, status }: Pod,
): string | undefined {
  const place = `${metadata.namespace}/${metadata.name}`;
  const ended = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  for (const { name, state } of onExitCodes ? ended : []) {
    const code = state?.terminated?.exitCode ?? 0;
    if (code === 0 || (onExitCodes?.containerName ?? name) !== name) continue;
    if (onExitCodes?.values.includes(code) === (onExitCodes?.operator === 'In'))
      return `Container ${name} for pod ${place} failed with exit code ${code}`;
  }
  const found = onPodConditions.find(({ type, status: wanted = 'True' }) =>
    status?.conditions?.some((one) => one.type === type && one.status === wanted),
  );
  return found && `Pod ${place} has condition ${found.type}`;
}
