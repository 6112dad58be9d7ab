import { path, progress } from '../../../engine/select.ts';
import type { StepState } from '../../../engine/state.ts';
import { proseOf } from '../../../lesson/load.ts';
import type { Session } from '../../../runner/session.ts';
import type { Offer } from '../../footer.ts';
import { bodyRows, frame, type Row, type Size } from '../../frame.ts';
import type { Messages } from '../../i18n/messages.ts';
import { listWidth } from '../../page.ts';
import { clampOffset, scrolled } from '../../scrolled.ts';
import { ends } from '../../text.ts';
import { marks, theme } from '../../theme.ts';
import { titleOf } from '../section.ts';
import { withScrollbar } from '../side.ts';

/** All steps with how they stand, and a mark at the one that the keys are about. `offers`: what they do with it. */
export function stepsScreen(
  session: Session,
  at: number,
  offers: readonly Offer[],
  size: Size,
  say: Messages,
): Row[] {
  const { state, lesson } = session;
  const width = listWidth(size);
  const rows = bodyRows(size) - 1;
  const steps = path(state);
  const lines = steps.map((_, index) => stepLine(session, index, say, width, index === at));
  const shown = scrolled(lines, rows, clampOffset(at - Math.floor(rows / 2), lines.length, rows));
  const { settled, total } = progress(state);
  return frame(size, say, {
    left: say.learning.stepsTitle,
    right: proseOf(lesson, state.language).title,
    progress: settled / total,
    body: ['', ...withScrollbar(shown, true, width).map((line) => ` ${line}`)],
    offers,
  });
}

/** A step's number, mark, title, and how it stands: at the end of a line of `width` cells, or right behind. */
export function stepLine(
  session: Session,
  index: number,
  say: Messages,
  width?: number,
  chosen = false,
): string {
  const { state, lesson } = session;
  const step = path(state)[index];
  if (!step) return '';
  const { mark, word } = standing(step, say);
  const title = `${String(index + 1).padStart(2)}  ${titleOf(lesson, step, state.language)}`;
  const left = `${chosen ? theme.accent(marks.here) : ' '} ${mark} ${chosen ? theme.title(title) : title}`;
  const right = step.plan.id === state.current ? `${theme.accent(say.learning.here)} · ${word}` : word;
  return width === undefined ? `${left} (${right})` : ends(left, right, width);
}

function standing({ status, reason }: StepState, say: Messages): { mark: string; word: string } {
  const words = say.learning;
  if (status === 'done') return { mark: theme.good(marks.done), word: words.done };
  if (status === 'skipped') return { mark: theme.faint(marks.skipped), word: theme.faint(words.skipped) };
  if (reason?.id === 'no-longer-so') return { mark: theme.bad(marks.failed), word: theme.bad(words.lost) };
  return { mark: theme.wait(marks.notYet), word: words.open };
}
