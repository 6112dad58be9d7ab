import { commonType, objectName } from '../../../cluster/api/resources.ts';
import type { Reason } from '../../../engine/reasons/reasons.ts';
import type { StepState } from '../../../engine/state.ts';
import type { Check } from '../../../lesson/schema.ts';
import { areAwaited } from '../checks.ts';

/** The objects that the pending checks of a step wait for, as kubectl users name them: `deployment web`. */
export interface Awaited {
  readonly names: ReadonlySet<string>;
  /** Those that a check wants to be there. */
  readonly wanted: readonly string[];
}

export const nothingAwaited: Awaited = { names: new Set(), wanted: [] };

/** Of a step whose command has not been run yet, nobody waits for anything. */
export function awaitedBy(step: StepState | undefined, checks: readonly Check[]): Awaited {
  if (!step || !(areAwaited(step) || step.status === 'running')) return nothingAwaited;
  const names = new Set<string>();
  const wanted = new Set<string>();
  for (const [index, verdict] of step.verdicts.entries()) {
    if (verdict.verdict === 'green') continue;
    const check = checks[index];
    if (check === undefined) continue;
    const target = targetOf(check);
    if (target !== undefined) {
      names.add(target);
      if (!('absent' in check) || !check.absent) wanted.add(target);
    }
    if (verdict.verdict === 'red') for (const name of namesIn(verdict.reason)) names.add(name);
  }
  return { names, wanted: [...wanted] };
}

/** What a check names; Endpoints are told by the Service whose they are. */
function targetOf(check: Check): string | undefined {
  const named = 'resource' in check ? check.resource : 'logs' in check ? check.logs : '';
  const [resource = '', name] = named.split('/');
  const type = commonType(resource);
  if (type === undefined || name === undefined) return undefined;
  return type.kind === 'Endpoints' ? `service ${name}` : objectName(type, name);
}

function namesIn(reason: Reason): string[] {
  const params = reason.params as Readonly<Record<string, unknown>>;
  const own = ['pod', 'service'].flatMap((kind) =>
    typeof params[kind] === 'string' ? [`${kind} ${params[kind]}`] : [],
  );
  const object = typeof params.object === 'string' ? [params.object] : [];
  return [...object, ...own, ...(reason.cause ? namesIn(reason.cause) : [])];
}
