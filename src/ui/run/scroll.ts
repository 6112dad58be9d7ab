import { headRows } from '../frame.ts';
import type { Intent } from '../keys/keymap.ts';
import { scrollBy } from '../page.ts';
import { clampOffset } from '../scrolled.ts';
import type { Wheel } from '../terminal/mouse.ts';
import { checksWindow, proseWindow } from './parts.ts';
import { panesOf, type StepScreen } from './step-screen.ts';
import type { Pane, RunView } from './view.ts';

/** What changes in the view when a key scrolls, or moves on to another pane; nothing for other keys. */
export function scrollStep(
  intent: Intent,
  { parts, heights }: Pick<StepScreen, 'parts' | 'heights'>,
  view: RunView,
): Partial<RunView> {
  const panes = panesOf(parts);
  const focus = panes.includes(view.focus) ? view.focus : 'prose';
  if (intent === 'pane') return { focus: panes[(panes.indexOf(focus) + 1) % panes.length] ?? focus };
  if (focus === 'cluster') return {};
  const by = scrollBy(intent, heights[focus]);
  return by === undefined ? {} : scrollPane(focus, by, { parts, heights }, view);
}

/** Lines that a turn of the wheel scrolls. */
export const wheelLines = 3;

/** The pane under a place of the screen; between panes, the one that the keys move. */
export function paneUnder({ column, row }: Wheel, { areas }: StepScreen, view: RunView): Pane {
  const at = row - headRows;
  const under = areas.findLast(({ top, height, left }) => at >= top && at < top + height && column >= left);
  return under?.pane ?? view.focus;
}

/** What changes in the view when a pane is scrolled by lines. */
export function scrollPane(
  pane: Exclude<Pane, 'cluster'>,
  by: number,
  { parts, heights }: Pick<StepScreen, 'parts' | 'heights'>,
  view: RunView,
): Partial<RunView> {
  const height = heights[pane];
  if (pane === 'output') return { output: parts.output.moved(height, view.output, by) };
  const lines = parts[pane].length;
  const from = (pane === 'prose' ? proseWindow : checksWindow)(parts, height).above;
  return { [pane]: clampOffset(from + by, lines, height) };
}
