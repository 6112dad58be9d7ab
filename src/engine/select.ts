import type { RunState, StepState } from './state.ts';

/** What the engine asks of the runner at a state. The runner makes it so, whatever it was doing before. */
export interface Wanted {
  /** The command that should be running. */
  readonly command?: { readonly step: string; readonly attempt: number; readonly command: string };
  /** The learner's own command that should be running beside the step. */
  readonly aside?: { readonly step: string; readonly command: string };
  /**
   * The checks that should be watched, afresh for each epoch; `timed`: their time-outs count; `shown`: nothing comes of
   * their verdicts but what somebody is shown.
   */
  readonly watch?: {
    readonly step: string;
    readonly epoch: number;
    readonly timed: boolean;
    readonly shown: boolean;
  };
}

export function wanted(state: RunState): Wanted {
  const step = currentStep(state);
  if (!step) return {};
  const aside = isAsideRunning(step) ? step.asides.at(-1) : undefined;
  const watches = step.plan.checks.length > 0 && step.status !== 'skipped' && step.status !== 'ahead';
  return {
    ...(wantsCommand(step) && step.command
      ? { command: { step: step.plan.id, attempt: step.attempts, command: step.command.command } }
      : {}),
    ...(aside && !aside.stopping ? { aside: { step: step.plan.id, command: aside.command } } : {}),
    ...(watches
      ? { watch: { step: step.plan.id, epoch: step.epoch, timed: isTimed(step), shown: isShown(step) } }
      : {}),
  };
}

function wantsCommand(step: StepState): boolean {
  if (step.status !== 'running' || step.stopping) return false;
  return !(step.plan.untilChecks && isGreen(step));
}

/** The time-outs of its checks count: nothing but they can end the step now. */
function isTimed(step: StepState): boolean {
  return step.status === 'checking' || (step.status === 'running' && step.plan.untilChecks);
}

/** Its command runs, and ends by itself: its checks begin anew when it has. */
function isShown(step: StepState): boolean {
  return step.status === 'running' && !step.plan.untilChecks;
}

/** All of its checks, of which there is at least one, are green. */
export function isGreen(step: StepState): boolean {
  return step.verdicts.length > 0 && step.verdicts.every(({ verdict }) => verdict === 'green');
}

export function currentStep(state: RunState): StepState | undefined {
  return state.steps.find(({ plan }) => plan.id === state.current);
}

export function stepOf(state: RunState, id: string): StepState | undefined {
  return state.steps.find(({ plan }) => plan.id === id);
}

/** A command of the learner's own runs in the shell. */
export function isAsideRunning({ asides }: StepState): boolean {
  const last = asides.at(-1);
  return last !== undefined && !last.end;
}

/** The run's one shell is taken, by the step's command or by one of the learner's own. */
export function isBusy(step: StepState | undefined): boolean {
  return step !== undefined && (step.status === 'running' || isAsideRunning(step));
}

/** A step that needs nothing more. */
export function isSettled(step: StepState): boolean {
  return step.status === 'done' || step.status === 'skipped';
}

/** One can go on from it as it is. */
export function isLeavable(step: StepState): boolean {
  return isSettled(step) || step.already || (!step.plan.command && step.plan.checks.length === 0);
}

/** The steps that this run goes through: those for its kind of cluster. */
export function path(state: RunState): readonly StepState[] {
  return state.steps.filter(({ plan }) => plan.applies);
}

/** The step after (or before) the current one on the path; undefined at its ends. */
export function neighbour(state: RunState, direction: 1 | -1): StepState | undefined {
  const steps = path(state);
  const at = steps.findIndex(({ plan }) => plan.id === state.current);
  return at === -1 ? steps[0] : steps[at + direction];
}

/** Whoever sets the pace lets this step be opened. */
export function isOpenToLearner(state: RunState, step: string): boolean {
  const place = (id: string | undefined) => state.steps.findIndex(({ plan }) => plan.id === id);
  const last = place(state.limit);
  return last === -1 || place(step) <= last;
}

/** The next step, where only the pace of the class keeps the learner from it. */
export function awaitedStep(state: RunState): StepState | undefined {
  const next = neighbour(state, 1);
  return next && !isOpenToLearner(state, next.plan.id) ? next : undefined;
}

/** How far the run is: steps done or skipped by the learner, of how many on its path. */
export function progress(state: RunState): { settled: number; total: number } {
  const steps = path(state);
  return { settled: steps.filter(isSettled).length, total: steps.length };
}

/** Steps whose effect was there and is gone, but for the current one. */
export function lostSteps(state: RunState): readonly StepState[] {
  return path(state).filter(
    ({ plan, status, reason }) =>
      status === 'failed' && reason?.id === 'no-longer-so' && plan.id !== state.current,
  );
}

export function isFinished(state: RunState): boolean {
  return path(state).every(isSettled);
}

/** What a learner may ask for at a state; the screen offers these and the runner refuses others. */
export type Action = 'run' | 'stop' | 'next' | 'back' | 'skip' | 'hint' | 'shell' | 'aside' | 'finish';

export function actions(state: RunState): ReadonlySet<Action> {
  const allowed = new Set<Action>();
  const step = currentStep(state);
  if (!step) return allowed;
  if (isBusy(step)) {
    if (!step.stopping && !step.asides.at(-1)?.stopping) allowed.add('stop');
    return allowed.add('hint');
  }
  allowed.add('shell').add('aside').add('hint');
  if (step.plan.command) allowed.add('run');
  const next = neighbour(state, 1);
  if (!next || isOpenToLearner(state, next.plan.id)) {
    if (isLeavable(step)) allowed.add(next ? 'next' : 'finish');
    else allowed.add('skip');
  }
  if (neighbour(state, -1)) allowed.add('back');
  return allowed;
}
