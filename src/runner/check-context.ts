import type { Clock } from '../base/clock.ts';
import type { CheckContext } from '../cluster/types.ts';
import type { RunState, StepState } from '../engine/state.ts';
import type { Shell } from '../shell/types.ts';

export interface Surroundings {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly workDir: string;
  readonly env: () => Readonly<Record<string, string>>;
}

/** What the checks of a step may look at. */
export function checkContextOf(
  step: StepState | undefined,
  state: RunState,
  { shell, clock, workDir, env }: Surroundings,
): CheckContext {
  return {
    kubeconfig: env().KUBECONFIG ?? '',
    variables: () => ({ ...env(), ...shell.variables() }),
    onVariables: (listener) => shell.onChange(listener),
    probe: (command, signal) => shell.probe(command, env(), signal),
    workDir,
    since: new Date(step?.command?.startedAt ?? step?.openedAt ?? state.startedAt),
    clock,
  };
}
