import { isBusy } from '../../engine/select.ts';
import { keyName } from '../footer.ts';
import type { Row } from '../frame.ts';
import { type Scrolled, scrollbar } from '../scrolled.ts';
import { ends, toWidth } from '../text.ts';
import { theme } from '../theme.ts';
import { type Area, checksWindow, commandRows, type StepParts } from './parts.ts';

export interface SideHeights {
  readonly command: number;
  readonly output: number;
  readonly checks: number;
}

/** Command, output, status, checks and notice, one below the other; `gap` puts air between output and status. */
export function sideRows(parts: StepParts, heights: SideHeights, gap: boolean): Row[] {
  const { view, say, status, notice, widths, output } = parts;
  const shown = output.window(heights.output, view.output);
  const [first = '', ...fault] = status;
  const isFollowed = view.output === undefined || !isBusy(parts.step);
  const hidden = [
    ...(isFollowed && shown.above > 0 && heights.output > 0 ? [`↑ ${say.more(shown.above)}`] : []),
    ...(shown.below > 0 ? [`↓ ${say.more(shown.below)}`] : []),
    ...(isFollowed ? [] : [theme.wait(say.output.notFollowing(keyName('bottom', say)))]),
  ].join('  ');
  return [
    ...commandRows(parts, heights.command),
    ...withScrollbar(shown, view.focus === 'output', widths.side),
    ...(gap ? [''] : []),
    withHidden(first, hidden, widths.side),
    ...fault,
    ...withScrollbar(checksWindow(parts, heights.checks), view.focus === 'checks', widths.side),
    ...notice,
  ];
}

/** Where the scrolling panes of these rows are, below a `top` row. */
export function sideAreas(parts: StepParts, heights: SideHeights, gap: boolean, top: number): Area[] {
  const output = top + heights.command;
  const checks = output + heights.output + (gap ? 1 : 0) + parts.status.length;
  return [
    { pane: 'output', top: output, height: heights.output, left: 0 },
    { pane: 'checks', top: checks, height: heights.checks, left: 0 },
  ];
}

/** Rows that stand for themselves: status, what is wrong with the command, and the notice. */
export function fixedRows({ status, notice }: StepParts): number {
  return status.length + notice.length;
}

function withHidden(row: Row, hidden: string, width: number): Row {
  if (hidden === '') return row;
  if (typeof row === 'string') return ends(row, theme.faint(hidden), width);
  return { ...row, after: (seconds) => ends(row.after(seconds), theme.faint(hidden), width - 2) };
}

/** Lines with the bar that says where one is in the whole, in the column right of them. */
export function withScrollbar(shown: Scrolled, focused: boolean, width: number): string[] {
  const bar = scrollbar(shown, focused);
  return shown.lines.map((line, row) => (bar[row] ? `${toWidth(line, width)} ${bar[row]}` : line));
}
