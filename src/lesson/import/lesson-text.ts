import { dump } from 'js-yaml';
import type { LessonFile, Step } from '../schema.ts';

export interface StepText {
  readonly step: Step;
  readonly comments: readonly string[];
}

/** lesson.yaml, with what its author must know above each step. */
export function lessonText(head: Omit<LessonFile, 'steps'>, steps: readonly StepText[]): string {
  const written = steps.map(({ step, comments }) => {
    const notes = comments.map((comment) => `  # ${printable(comment)}\n`).join('');
    return `\n${notes}${indented(yaml([withLastLines(step)]))}`;
  });
  return `${yaml(head)}steps:${written.join('')}`;
}

function yaml(value: unknown): string {
  // YAML 1.2 knows `on` as a word like any other.
  return dump(value, { lineWidth: 110, noRefs: true }).replaceAll(/^( *)'on':$/gm, '$1on:');
}

/** Scripts of several lines end in a line's end, as one writes them below `run: |`. */
function withLastLines(step: Step): Step {
  const ended = (script: string) => (script.includes('\n') ? `${script.trimEnd()}\n` : script);
  const { run, undo } = step;
  return {
    ...step,
    ...(run !== undefined && { run: ended(run) }),
    ...(undo !== undefined && { undo: ended(undo) }),
  };
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** On one line, and without what YAML does not allow. */
function printable(text: string): string {
  return text.replaceAll(/[\s\p{C}\u2028\u2029]+/gu, ' ').trim();
}
