import { join } from 'node:path';
import { sayReason } from '../engine/reasons/say.ts';
import { isSettled } from '../engine/select.ts';
import type { RunState, StepState } from '../engine/state.ts';
import type { Lesson } from '../lesson/load.ts';
import { kindOf } from '../lesson/schema.ts';
import type { Evidence } from '../runner/evidence.ts';
import type { StepFault } from '../runner/undoing.ts';

export interface CheckResult {
  kind: string;
  verdict: 'green' | 'red';
  reason?: string;
}

export interface StepResult {
  id: string;
  /** Where it is in its lesson.yaml, from 1. */
  line: number;
  status: 'done' | 'failed' | 'skipped';
  ms: number;
  reason?: string;
  /** Done, but not at the first try. */
  flaky?: true;
  checks: CheckResult[];
  /** The last lines that its command printed; only where it failed. */
  output?: string[];
}

export interface LessonResult {
  id: string;
  /** Its lesson.yaml. */
  file: string;
  cluster: string;
  status: 'passed' | 'failed' | 'skipped';
  ms: number;
  steps: StepResult[];
  /** What the cluster looked like when a step failed. */
  evidence: readonly Evidence[];
}

export interface Results {
  lessons: LessonResult[];
  /** Steps, over all lessons. */
  passed: number;
  failed: number;
  skipped: number;
}

/** What was seen of a run beside its state. */
export interface Seen {
  /** What a learner gets through and a lesson may not have. */
  readonly faults: readonly StepFault[];
  readonly evidence: readonly Evidence[];
  /** The steps that were to be proved. Others are told of only where they failed. */
  readonly only: ReadonlySet<string>;
}

/** What came of a run: a view of its state, in English, as reports are read by machines and by people of any language. */
export function resultOf(state: RunState, lesson: Lesson, { faults, evidence, only }: Seen): LessonResult {
  const all = state.steps.map((step, index) => {
    const own = faults.filter((fault) => fault.step === step.plan.id).map(({ what }) => what);
    return stepResult(step, own, lesson, index);
  });
  const steps = all.filter(({ id, status }) => only.has(id) || status === 'failed');
  const failed = steps.some(({ status }) => status === 'failed');
  const unfinished = state.steps.some((step) => only.has(step.plan.id) && !isSettled(step));
  return {
    id: state.lesson,
    file: join(lesson.dir, 'lesson.yaml'),
    cluster: state.cluster,
    status: failed || unfinished ? 'failed' : 'passed',
    ms: Date.parse(state.lastAt) - Date.parse(state.startedAt),
    steps,
    evidence,
  };
}

/** A lesson whose turn never came. */
export function notRun(lesson: Lesson): LessonResult {
  const steps = lesson.file.steps.map(
    ({ id }, index): StepResult => ({
      id,
      line: lesson.stepLines[index] ?? 1,
      status: 'skipped',
      ms: 0,
      checks: [],
    }),
  );
  const file = join(lesson.dir, 'lesson.yaml');
  return { id: lesson.id, file, cluster: 'none', status: 'skipped', ms: 0, steps, evidence: [] };
}

export function resultsOf(lessons: LessonResult[]): Results {
  const steps = lessons.flatMap((lesson) => lesson.steps);
  const count = (status: StepResult['status']) => steps.filter((step) => step.status === status).length;
  return { lessons, passed: count('done'), failed: count('failed'), skipped: count('skipped') };
}

function stepResult(step: StepState, faults: readonly string[], lesson: Lesson, index: number): StepResult {
  const checks = lesson.file.steps[index]?.checks ?? [];
  const status = faults.length > 0 ? 'failed' : statusOf(step);
  const said = step.reason ?? step.command?.end?.reason;
  const reasons = [...(said ? [sayReason(said, 'en')] : []), ...faults];
  const ms = step.openedAt && step.settledAt ? Date.parse(step.settledAt) - Date.parse(step.openedAt) : 0;
  return {
    id: step.plan.id,
    line: lesson.stepLines[index] ?? 1,
    status,
    ms,
    ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
    ...(status === 'done' && step.attempts > 1 ? { flaky: true } : {}),
    checks: status === 'skipped' ? [] : checks.map((check, at) => checkResult(step, kindOf(check), at)),
    ...(status === 'failed' && step.command?.end ? { output: [...step.command.end.tail] } : {}),
  };
}

/**
 * A step that was never settled failed if it was begun, and was skipped if it was not reached. One whose command did
 * not end well failed although its effect is there: a learner may mend what a command left undone, a lesson may not.
 */
function statusOf(step: StepState): StepResult['status'] {
  if (step.status === 'skipped') return 'skipped';
  if (step.status === 'done') return step.command?.end?.reason ? 'failed' : 'done';
  return step.status === 'ahead' || isUntouched(step) ? 'skipped' : 'failed';
}

/** Opened, because the step before it was done, and no more. */
function isUntouched(step: StepState): boolean {
  return step.status === 'reading' && step.attempts === 0;
}

function checkResult(step: StepState, kind: string, index: number): CheckResult {
  const verdict = step.verdicts[index];
  if (verdict?.verdict === 'green') return { kind, verdict: 'green' };
  return {
    kind,
    verdict: 'red',
    reason:
      verdict?.verdict === 'red' ? sayReason(verdict.reason, 'en') : 'it was not seen before the step ended',
  };
}
