import type { StepState } from '../../engine/state.ts';
import { proseOf } from '../../lesson/load.ts';
import type { Section } from '../../lesson/prose.ts';
import type { Session } from '../../runner/session.ts';
import type { Messages } from '../i18n/messages.ts';
import { renderProse } from '../prose/render.ts';
import { wrap } from '../text.ts';
import { theme } from '../theme.ts';

/** A step's title and prose, and the hints that were asked for. */
export function sectionLines(session: Session, step: StepState, say: Messages, width: number): string[] {
  const section = proseOf(session.lesson, session.state.language).sections.get(step.plan.id);
  if (!section) return [];
  const title = wrap(theme.title(theme.accent(section.title)), width);
  return [...title, '', ...renderProse(section.body, width), ...hintLines(section, step.hints, say, width)];
}

function hintLines(section: Section, asked: number, say: Messages, width: number): string[] {
  if (asked === 0) return [];
  if (section.hints.length === 0) return ['', theme.faint(say.noHints)];
  const shown = section.hints
    .slice(0, asked)
    .flatMap((hint, index) => [
      '',
      theme.wait(`┃ ${say.hintTitle(index + 1, section.hints.length)}`),
      ...renderProse(hint, width - 2).map((line) => `${theme.wait('┃')} ${line}`),
    ]);
  return asked > section.hints.length ? [...shown, '', theme.faint(say.noMoreHints)] : shown;
}
