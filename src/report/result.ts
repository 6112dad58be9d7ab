import { sayReason } from '../engine/reasons/say.ts';
import { isSettled } from '../engine/select.ts';
import type { RunState, StepState } from '../engine/state.ts';
import { kindOf, type LessonFile } from '../lesson/schema.ts';

export interface CheckResult {
  kind: string;
  verdict: 'green' | 'red';
  reason?: string;
}

export interface StepResult {
  id: string;
  status: 'done' | 'failed' | 'skipped';
  ms: number;
  reason?: string;
  checks: CheckResult[];
  /** The last lines that its command printed; only where it failed. */
  output?: string[];
}

export interface LessonResult {
  id: string;
  cluster: string;
  status: 'passed' | 'failed';
  ms: number;
  steps: StepResult[];
}

export interface Results {
  lessons: LessonResult[];
  /** Steps, over all lessons. */
  passed: number;
  failed: number;
  skipped: number;
}

/** What came of a run: a view of its state, in English, as reports are read by machines and by people of any language. */
export function resultOf(state: RunState, file: LessonFile): LessonResult {
  const steps = state.steps.map((step, index) => stepResult(step, file.steps[index]?.checks ?? []));
  const passed = state.steps.every(isSettled) && steps.every(({ status }) => status !== 'failed');
  return {
    id: state.lesson,
    cluster: state.cluster,
    status: passed ? 'passed' : 'failed',
    ms: Date.parse(state.lastAt) - Date.parse(state.startedAt),
    steps,
  };
}

export function resultsOf(lessons: LessonResult[]): Results {
  const steps = lessons.flatMap((lesson) => lesson.steps);
  const count = (status: StepResult['status']) => steps.filter((step) => step.status === status).length;
  return { lessons, passed: count('done'), failed: count('failed'), skipped: count('skipped') };
}

function stepResult(step: StepState, checks: NonNullable<LessonFile['steps'][number]['checks']>): StepResult {
  const status = statusOf(step);
  const reason = step.reason ?? step.command?.end?.reason;
  const ms = step.openedAt && step.settledAt ? Date.parse(step.settledAt) - Date.parse(step.openedAt) : 0;
  return {
    id: step.plan.id,
    status,
    ms,
    ...(reason ? { reason: sayReason(reason, 'en') } : {}),
    checks: status === 'skipped' ? [] : checks.map((check, index) => checkResult(step, kindOf(check), index)),
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
  return step.status === 'ahead' ? 'skipped' : 'failed';
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
