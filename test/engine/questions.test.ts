import { describe, expect, test } from 'vitest';
import type { Entry, Event, StepPlan } from '../../src/engine/events.ts';
import { answered, isAsked, isTold, questionNow } from '../../src/engine/questions.ts';
import { replay } from '../../src/engine/reduce.ts';
import { currentStep } from '../../src/engine/select.ts';
import type { StepState } from '../../src/engine/state.ts';

const plan: StepPlan = {
  id: 'one',
  applies: true,
  command: true,
  untilChecks: false,
  looks: true,
  checks: [],
};
const guess = { id: 'guess', when: 'before', right: 2 } as const;
const quiz = { id: 'quiz', right: 1 } as const;
const questions = [guess, quiz];

const start: Event[] = [
  {
    type: 'run-started',
    run: 'r',
    lesson: 'x',
    version: '1.0.0',
    cluster: 'practice',
    language: 'en',
    plan: [plan],
  },
  { type: 'step-opened', step: 'one' },
];
const ran: Event[] = [
  { type: 'command-started', step: 'one', command: 'true' },
  { type: 'command-ended', step: 'one', exit: 0, ms: 1, tail: [] },
];

function stepAfter(...events: (Event | undefined)[]): StepState {
  const entries = [...start, ...events.filter((event) => event !== undefined)].map(
    (event, index): Entry => ({ ...event, seq: index + 1, at: '2026-01-01T00:00:00.000Z' }),
  );
  const state = replay(entries);
  const step = state && currentStep(state);
  if (!step) throw new Error('no step');
  return step;
}

const answer = (step: StepState, choice: number) => answered(step, questions, choice);

describe('a guess', () => {
  test('is asked from the start, and told once the command has run', () => {
    const before = stepAfter();
    expect(isAsked(before, guess)).toBe(true);
    const guessed = stepAfter(answer(before, 2));
    expect(guessed.answers).toEqual({ guess: { choice: 2, right: true } });
    expect(isTold(guessed, guess)).toBe(false);
    expect(isTold(stepAfter(answer(before, 2), ...ran), guess)).toBe(true);
  });

  test('may be changed until then', () => {
    const first = answer(stepAfter(), 1);
    expect(first).toMatchObject({ choice: 1, right: false });
    const second = answer(stepAfter(first), 2);
    expect(stepAfter(first, second).answers.guess).toEqual({ choice: 2, right: true });
    expect(questionNow(stepAfter(first, second, ...ran), [guess])).toBeUndefined();
    // Nor by running the command once more.
    expect(questionNow(stepAfter(first, ...ran, ...ran.slice(0, 1)), [guess])).toBeUndefined();
  });

  test('can still be made afterwards', () => {
    expect(questionNow(stepAfter(...ran), questions)).toBe(guess);
  });
});

describe('any other question', () => {
  test('is asked once the step is done, and answered once', () => {
    expect(isAsked(stepAfter(), quiz)).toBe(false);
    const guessed = answer(stepAfter(), 2);
    expect(questionNow(stepAfter(guessed, ...ran), questions)).toBe(quiz);
    const answeredIt = answer(stepAfter(guessed, ...ran), 2);
    expect(answeredIt).toMatchObject({ question: 'quiz', choice: 2, right: false });
    const end = stepAfter(guessed, ...ran, answeredIt);
    expect(isTold(end, quiz)).toBe(true);
    expect(answer(end, 1)).toBeUndefined();
  });

  test('keeps its answer when the step is to be done anew', () => {
    const guessed = answer(stepAfter(), 2);
    const done = [guessed, ...ran];
    const anew = stepAfter(...done, answer(stepAfter(...done), 1), { type: 'step-reset', step: 'one' });
    expect(anew).toMatchObject({
      status: 'reading',
      attempts: 0,
      answers: { quiz: { choice: 1, right: true } },
    });
    expect(anew.command).toBeUndefined();
    expect(isTold(anew, quiz)).toBe(true);
  });
});
