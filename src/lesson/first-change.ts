import { isDeepStrictEqual } from 'node:util';
import type { Lesson } from './inspect.ts';
import type { Step } from './schema.ts';

/**
 * The place of the first step from which on what happens in a lesson is another than before; undefined where only what
 * is said has changed. What every step begins with, files and variables, counts for the first one.
 */
export function firstChange(before: Lesson, after: Lesson): number | undefined {
  const isSame = (key: 'id' | 'variables') => isDeepStrictEqual(before.file[key], after.file[key]);
  if (before.filesHash !== after.filesHash || !isSame('id') || !isSame('variables')) return 0;
  const [old, now] = [before.file.steps, after.file.steps];
  const at = now.findIndex((step, index) => !isDeepStrictEqual(happening(step), happening(old[index])));
  if (at !== -1) return at;
  return old.length > now.length ? now.length : undefined;
}

/** A question makes no difference to what a step does. */
function happening(step: Step | undefined): Omit<Step, 'questions'> | undefined {
  if (!step) return undefined;
  const { questions: _, ...rest } = step;
  return rest;
}
