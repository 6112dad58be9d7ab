import type { Entry, StepPlan, Verdict } from './events.ts';
import type { Reason } from './reasons/reasons.ts';
import { isAsideRunning, isBusy, isLeavable } from './select.ts';
import type { AsideState, CommandEndState, RunState, StepState } from './state.ts';

const pending: Verdict = { verdict: 'pending' };
/** Commands that are remembered. */
const longestHistory = 500;

/**
 * The state after one more entry of the journal. Pure and total: an entry about an unknown step, or one that makes no
 * sense now, changes nothing but the entry count, so that any journal can be replayed.
 * @throws TypeError when the first entry is not `run-started`.
 */
export function reduce(state: RunState | undefined, entry: Entry): RunState {
  if (entry.type === 'run-started') {
    return {
      run: entry.run,
      lesson: entry.lesson,
      version: entry.version,
      cluster: entry.cluster,
      language: entry.language,
      steps: entry.plan.map(newStep),
      current: undefined,
      startedAt: entry.at,
      lastAt: entry.at,
      shellOpen: false,
      history: [],
      seq: entry.seq,
    };
  }
  if (state === undefined) throw new TypeError(`a journal begins with run-started, not with ${entry.type}`);
  return { ...apply(state, entry), lastAt: entry.at, seq: entry.seq };
}

/** The state that a whole journal leads to; undefined for an empty one. */
export function replay(entries: Iterable<Entry>): RunState | undefined {
  let state: RunState | undefined;
  for (const entry of entries) state = reduce(state, entry);
  return state;
}

function newStep(plan: StepPlan): StepState {
  return {
    plan,
    status: plan.applies ? 'ahead' : 'skipped',
    attempts: 0,
    asides: [],
    verdicts: plan.checks.map(() => pending),
    epoch: 0,
    already: false,
    byLearner: false,
    stopping: false,
    hints: 0,
    answers: {},
    created: [],
    changed: [],
    deleted: [],
    fields: [],
  };
}

function apply(state: RunState, entry: Entry): RunState {
  switch (entry.type) {
    case 'run-started':
      return state;
    case 'run-resumed':
      // A program that was killed could not close what it had opened.
      return { ...state, shellOpen: false };
    case 'plan-changed':
      return { ...state, version: entry.version, ...replan(state, entry.plan) };
    case 'language-changed':
      return { ...state, language: entry.language };
    case 'limit-set': {
      const { limit: _, ...rest } = state;
      return entry.until === null ? rest : { ...rest, limit: entry.until };
    }
    case 'shell-opened':
      return { ...state, shellOpen: true };
    case 'shell-closed':
      return { ...state, shellOpen: false };
    case 'run-left':
      return { ...state, shellOpen: false };
    case 'step-reset': {
      const anew = withStep(state, entry.step, (step) => (step.status === 'running' ? step : undone(step)));
      return state.current === entry.step ? withStep(anew, entry.step, (step) => open(step, entry.at)) : anew;
    }
    case 'step-opened':
      if (!state.steps.some(({ plan }) => plan.id === entry.step && plan.applies)) return state;
      return {
        ...withStep(state, entry.step, (step) => open(step, entry.at)),
        current: entry.step,
      };
    case 'command-started':
    case 'aside-started':
      return {
        ...withStep(state, entry.step, (step) => applyToStep(step, entry)),
        history: remembered(state.history, entry.command),
      };
    default:
      return withStep(state, entry.step, (step) => applyToStep(step, entry));
  }
}

function remembered(history: readonly string[], command: string): readonly string[] {
  return history.at(-1) === command ? history : [...history, command].slice(-longestHistory);
}

function replan(state: RunState, plan: readonly StepPlan[]): Pick<RunState, 'steps' | 'current'> {
  const steps = plan.map((next) => {
    const known = state.steps.find((step) => step.plan.id === next.id);
    if (!known) return newStep(next);
    if (sameShape(known.plan, next)) return { ...known, plan: next };
    // Its command or checks are others now: what was seen of the old ones says nothing.
    return undone(known, next);
  });
  const current = steps.some(({ plan }) => plan.id === state.current) ? state.current : undefined;
  return { steps, current };
}

/** A step of which only that stays that its command had no part in, or that a reset of the run must know. */
function undone(step: StepState, plan = step.plan): StepState {
  const { hints, answers, created, changed, deleted, fields } = step;
  return { ...newStep(plan), hints, answers, created, changed, deleted, fields };
}

function sameShape(a: StepPlan, b: StepPlan): boolean {
  return (
    a.applies === b.applies &&
    a.command === b.command &&
    a.untilChecks === b.untilChecks &&
    a.looks === b.looks &&
    a.checks.length === b.checks.length &&
    a.checks.every((once, index) => once === b.checks[index])
  );
}

function withStep(state: RunState, id: string, change: (step: StepState) => StepState): RunState {
  const index = state.steps.findIndex((step) => step.plan.id === id);
  const step = state.steps[index];
  if (!step) return state;
  const changed = change(step);
  return changed === step ? state : { ...state, steps: state.steps.with(index, changed) };
}

function open(step: StepState, at: string): StepState {
  const opened = { ...step, openedAt: step.openedAt ?? at };
  if (step.status !== 'ahead' && step.status !== 'skipped') return opened;
  return afresh({ ...opened, status: 'reading', already: false });
}

/** Forgets the verdicts; the checks are to be watched from here on. */
function afresh(step: StepState): StepState {
  return { ...step, verdicts: step.plan.checks.map(() => pending), epoch: step.epoch + 1 };
}

type StepEntry = Extract<Entry, { step: string }>;

function applyToStep(step: StepState, entry: StepEntry): StepState {
  switch (entry.type) {
    case 'step-opened':
    case 'step-reset':
      return step;
    case 'step-skipped':
      return step.status === 'running' || !step.plan.applies
        ? step
        : { ...step, status: 'skipped', settledAt: entry.at };
    case 'hint-shown':
      return { ...step, hints: step.hints + 1 };
    case 'question-answered': {
      const { choice, right } = entry;
      return { ...step, answers: { ...step.answers, [entry.question]: { choice, right } } };
    }
    case 'step-regressed':
      return step.status === 'done' ? failed(step, entry.at, entry.reason) : step;
    case 'objects-touched':
      return {
        ...step,
        created: [...step.created, ...entry.created],
        changed: [...step.changed, ...entry.changed],
        deleted: [...step.deleted, ...(entry.deleted ?? [])],
        fields: [...step.fields, ...(entry.fields ? [entry.fields] : [])],
      };
    case 'command-started': {
      if (isBusy(step) || !step.plan.applies) return step;
      const { reason: _, settledAt: __, ...rest } = step;
      return afresh({
        ...rest,
        status: 'running',
        attempts: step.attempts + 1,
        already: false,
        byLearner: false,
        stopping: false,
        command: { command: entry.command, startedAt: entry.at },
        asides: [],
      });
    }
    case 'stop-requested':
      if (isAsideRunning(step)) return withAside(step, { stopping: true });
      return step.status === 'running' ? { ...step, stopping: true } : step;
    case 'aside-started':
      if (isBusy(step)) return step;
      return {
        ...step,
        asides: [...step.asides, { command: entry.command, startedAt: entry.at, stopping: false }],
      };
    case 'aside-ended':
      return isAsideRunning(step) ? withAside(step, { stopping: false, end: endOf(entry) }) : step;
    case 'command-ended':
      return step.status === 'running' ? commandEnded(step, entry) : step;
    case 'verdict':
      return withVerdict(step, entry);
    case 'step-read':
      return isLeavable(step) && step.status === 'reading' ? done(step, entry.at) : step;
    case 'check-timed-out': {
      const reason = reasonOf(step, entry.check);
      if (!reason) return step;
      if (step.status === 'running' && step.plan.untilChecks) return { ...step, stopping: true, reason };
      return step.status === 'checking' ? failed(step, entry.at, reason) : step;
    }
  }
}

function withAside(step: StepState, change: Partial<AsideState>): StepState {
  const last = step.asides.at(-1);
  return last ? { ...step, asides: step.asides.with(-1, { ...last, ...change }) } : step;
}

function endOf(entry: Extract<Entry, { type: 'command-ended' | 'aside-ended' }>): CommandEndState {
  const { exit, ms, tail, ending, reason } = entry;
  return { exit, ms, tail, ...(ending ? { ending } : {}), ...(reason ? { reason } : {}) };
}

function commandEnded(step: StepState, entry: Extract<Entry, { type: 'command-ended' }>): StepState {
  if (!step.command) return step;
  const ended: StepState = {
    ...step,
    stopping: false,
    command: { ...step.command, end: endOf(entry) },
  };
  // A check of a command that never ends ran out of time, and the command was ended for it.
  if (step.reason) return failed(ended, entry.at, step.reason);
  if (entry.ending === 'checks') return done(ended, entry.at);
  if (entry.ending === 'cancelled' || entry.ending === 'lost') return afresh({ ...ended, status: 'reading' });
  const reason = entry.reason ? { reason: entry.reason } : {};
  // Even a command that failed may have left the effect that the step is for: the checks decide, seen afresh.
  if (step.plan.checks.length > 0) return afresh({ ...ended, status: 'checking', ...reason });
  return entry.reason ? failed(ended, entry.at, entry.reason) : done(ended, entry.at);
}

function withVerdict(step: StepState, entry: Extract<Entry, { type: 'verdict' }>): StepState {
  if (entry.check >= step.verdicts.length || step.status === 'ahead' || step.status === 'skipped')
    return step;
  const before = step.verdicts[entry.check];
  // A check that need be true only once stays green within its epoch.
  if (before?.verdict === 'green' && step.plan.checks[entry.check]) return step;
  const next: StepState = { ...step, verdicts: step.verdicts.with(entry.check, entry.verdict) };
  const seen = next.verdicts.every(({ verdict }) => verdict !== 'pending');
  const green = next.verdicts.every(({ verdict }) => verdict === 'green');
  switch (step.status) {
    case 'reading': {
      const firstSight = seen && step.verdicts.some(({ verdict }) => verdict === 'pending');
      if (green && (firstSight || step.plan.looks)) return { ...next, already: true };
      if (green && !step.already) return done({ ...next, byLearner: true }, entry.at);
      return green ? next : { ...next, already: false };
    }
    case 'checking':
    case 'failed':
      if (green) return done(next, entry.at);
      // The command itself failed and its effect is not there: no use in waiting for it.
      if (seen && step.reason && step.status === 'checking') return failed(next, entry.at, step.reason);
      return next;
    default:
      return next;
  }
}

function done(step: StepState, at: string): StepState {
  const { reason: _, ...rest } = step;
  return { ...rest, status: 'done', settledAt: at };
}

function failed(step: StepState, at: string, reason: Reason): StepState {
  return { ...step, status: 'failed', settledAt: at, reason };
}

/** Why a step fails whose `check` is out of time: the first that is red, for it is often the cause of the later ones. */
function reasonOf(step: StepState, check: number): Reason | undefined {
  if (step.verdicts[check]?.verdict !== 'red') return undefined;
  const first = step.verdicts.find((one) => one?.verdict === 'red');
  return first?.verdict === 'red' ? first.reason : undefined;
}
