import type { Intent } from '../keys/keymap.ts';
import { scrollBy } from '../page.ts';
import { clampOffset } from '../scrolled.ts';
import { checksWindow, proseWindow } from './parts.ts';
import { panesOf, type StepScreen } from './step-screen.ts';
import type { RunView } from './view.ts';

/** What changes in the view when a key scrolls, or moves on to another pane; nothing for other keys. */
export function scrollStep(intent: Intent, { parts, heights }: StepScreen, view: RunView): Partial<RunView> {
  const panes = panesOf(parts.step, parts);
  const focus = panes.includes(view.focus) ? view.focus : 'prose';
  if (intent === 'pane') return { focus: panes[(panes.indexOf(focus) + 1) % panes.length] ?? focus };
  if (focus === 'cluster') return {};
  const height = heights[focus];
  const by = scrollBy(intent, height);
  if (by === undefined) return {};
  if (focus === 'output') return { output: parts.output.moved(height, view.output, by) };
  const lines = parts[focus].length;
  const from = (focus === 'prose' ? proseWindow : checksWindow)(parts, height).above;
  return { [focus]: clampOffset(from + by, lines, height) };
}
