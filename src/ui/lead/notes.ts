import type { Language } from '../../base/languages.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import type { Messages } from '../i18n/messages.ts';
import { renderProse } from '../prose/render.ts';
import { screenStyle } from '../prose/style.ts';
import { wrap } from '../text.ts';
import { theme } from '../theme.ts';
import type { ClassNow } from './led-room.ts';

/** What the instructor says at a step: the notes for them, or else what the learners read; and what these run. */
export function notesLines(
  lesson: Lesson,
  step: string,
  now: ClassNow,
  where: { language: Language; say: Messages; width: number },
): string[] {
  const { language, say, width } = where;
  const section = proseOf(lesson, language).sections.get(step);
  const steps = lesson.file.steps;
  const number = steps.findIndex(({ id }) => id === step) + 1;
  const title = say.stepTitle(number, steps.length, section?.title ?? step);
  const here = now.steps.find(({ id }) => id === step);
  const style = screenStyle(say);
  const notes = section?.instructor ?? [];
  const body =
    notes.length > 0
      ? renderProse(notes, width, style)
      : [
          ...wrap(theme.faint(say.lead.noNotes), width),
          '',
          ...renderProse(section?.body ?? [], width, style),
        ];
  const command = steps[number - 1]?.run?.trimEnd().split('\n') ?? [];
  return [
    ...wrap(theme.title(theme.accent(title)), width),
    ...wrap(theme.faint(say.lead.atStep(here?.at ?? 0, here?.settled ?? 0)), width),
    '',
    ...body,
    ...(command.length > 0
      ? ['', ...command.map((line, at) => theme.code(`${at === 0 ? '$' : ' '} ${line}`))]
      : []),
  ];
}
