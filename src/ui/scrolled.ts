import { theme } from './theme.ts';

/** What is visible of lines, and how much is not. */
export interface Scrolled {
  readonly lines: readonly string[];
  readonly above: number;
  readonly below: number;
}

/** A window of `height` on lines, `offset` from their start or as near as there are lines. */
export function scrolled(lines: readonly string[], height: number, offset: number): Scrolled {
  const above = clampOffset(offset, lines.length, height);
  const shown = lines.slice(above, above + Math.max(0, height));
  return { lines: shown, above, below: lines.length - above - shown.length };
}

export function clampOffset(offset: number, lines: number, height: number): number {
  return Math.max(0, Math.min(offset, lines - height));
}

/** The column beside a window: where in the whole it is; empty strings where all of it is visible. */
export function scrollbar({ lines, above, below }: Scrolled, focused: boolean): string[] {
  const height = lines.length;
  const all = above + height + below;
  if (above + below === 0 || height === 0) return lines.map(() => '');
  const thumb = Math.max(1, Math.round((height * height) / all));
  const most = height - thumb;
  // At the very ends only when it is so: a bar that touches the end says that there is nothing more.
  let start = Math.round((most * above) / (above + below));
  if (above > 0 && start === 0 && most > 0) start = 1;
  if (below > 0 && start === most && most > 1) start = most - 1;
  const style = focused ? theme.accent : theme.faint;
  return lines.map((_, row) => (row >= start && row < start + thumb ? style('┃') : theme.faint('│')));
}
