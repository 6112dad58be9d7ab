import { findLine, type Search } from './search.ts';
import type { StepScreen } from './step-screen.ts';
import type { RunView } from './view.ts';

type Shown = Pick<StepScreen, 'parts' | 'heights'>;

/** What changes in the view when a search begins: it shows the first match from the top of the window on. */
export function beginSearch(query: string, screen: Shown, view: RunView): Partial<RunView> {
  if (query === '') return { search: undefined };
  const { top } = screen.parts.output.window(screen.heights.output, view.output);
  return found({ query, line: undefined }, top.line, 1, screen, view);
}

/** The same for the next match, down or up. */
export function searchOn(direction: 1 | -1, screen: Shown, view: RunView): Partial<RunView> {
  const { search } = view;
  if (!search) return {};
  const { top } = screen.parts.output.window(screen.heights.output, view.output);
  const from = search.line === undefined ? top.line : search.line + direction;
  return found(search, from, direction, screen, view);
}

function found(
  { query }: Search,
  from: number,
  direction: 1 | -1,
  { parts, heights }: Shown,
  view: RunView,
): Partial<RunView> {
  const line = findLine(parts.output.source, query, from, direction);
  const search: Search = { query, line };
  if (line === undefined) return { search, notice: (say) => say.output.noMatch(query) };
  const output = parts.output.searching(search).showing(heights.output, view.output, line);
  return { search, focus: 'output', output };
}
