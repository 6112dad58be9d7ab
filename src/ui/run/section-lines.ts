import type { StepState } from '../../engine/state.ts';
import type { Section } from '../../lesson/prose.ts';
import type { QuestionFile } from '../../lesson/schema.ts';
import type { Messages } from '../i18n/messages.ts';
import { renderProse } from '../prose/render.ts';
import { type ProseStyle, screenStyle } from '../prose/style.ts';
import { remember } from '../remember.ts';
import { wrap } from '../text.ts';
import { theme } from '../theme.ts';
import { questionsLines } from './questions.ts';

/** What a step's pane of prose shows, and where in it one may want to be. */
export interface SectionLines {
  readonly lines: readonly string[];
  /** The line at which the last hint begins. */
  readonly hintAt: number;
  /** The line at which the question begins that is asked now, or was answered last. */
  readonly questionAt: number;
}

/** A step's title and prose, the guesses, the hints that were asked for, and the questions of a step that is done. */
export const sectionLines = remember(
  (
    section: Section,
    step: StepState,
    files: readonly QuestionFile[],
    say: Messages,
    width: number,
  ): SectionLines => {
    const style = screenStyle(say);
    const lines = proseLines(section, width, style);
    const asked = questionsLines(step, files, section.questions, width - 2, style);
    const guesses = new Set(files.filter(({ when }) => when === 'before').map(({ id }) => id));
    const target = asked.findLast(({ id }) => id in step.answers) ?? asked[0];
    const open = asked.find(({ id }) => !(id in step.answers));
    let questionAt = 0;
    const add = (those: typeof asked) => {
      for (const one of those) {
        if (one === (open ?? target)) questionAt = lines.length + 1;
        lines.push('', ...one.lines.map((line) => `${theme.accent('┃')} ${line}`));
      }
    };
    add(asked.filter(({ id }) => guesses.has(id)));
    const hints = section.hints.slice(0, Math.max(0, step.hints));
    let hintAt = lines.length;
    for (const index of hints.keys()) {
      hintAt = lines.length;
      lines.push(...hintLines(section, index, width, style));
    }
    add(asked.filter(({ id }) => !guesses.has(id)));
    return { lines, hintAt, questionAt };
  },
);

function proseLines(section: Section, width: number, style: ProseStyle): string[] {
  return [
    ...wrap(theme.title(theme.accent(section.title)), width),
    '',
    ...renderProse(section.body, width, style),
  ];
}

function hintLines({ hints }: Section, index: number, width: number, style: ProseStyle): string[] {
  return [
    '',
    theme.wait(`┃ ${style.say.hintTitle(index + 1, hints.length)}`),
    ...renderProse(hints[index] ?? [], width - 2, style).map((line) => `${theme.wait('┃')} ${line}`),
  ];
}
