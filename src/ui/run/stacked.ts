import { keyName } from '../footer.ts';
import type { Row } from '../frame.ts';
import { widthOf } from '../text.ts';
import { theme } from '../theme.ts';
import { type Area, type Arranged, claims, proseWindow, type StepParts } from './parts.ts';
import { shareRows } from './share-rows.ts';
import { fixedRows, sideAreas, sideRows, withScrollbar } from './side.ts';

/** On a narrow screen: prose above, the rest below a rule that says how much prose is hidden. */
export function stacked(parts: StepParts, rows: number): Arranged {
  const { widths, view } = parts;
  const room = Math.max(0, rows - 1 - fixedRows(parts));
  const wanted = claims(parts, room);
  const [prose = 0, command = 0, output = 0, checks = 0] = shareRows(room, [
    wanted.prose,
    wanted.command,
    wanted.output,
    wanted.checks,
  ]);
  const spare = room - prose - command - output - checks;
  const shown = proseWindow(parts, prose);
  const indent = (row: Row): Row =>
    typeof row === 'string' ? row && ` ${row}` : { ...row, before: ` ${row.before}` };
  const gap = spare > 1 && output > 0;
  const body = [
    ...withScrollbar(shown, view.focus === 'prose', widths.prose),
    ...(spare > 0 ? [''] : []),
    rule(shown.below, parts),
    ...sideRows(parts, { command, output, checks }, gap),
  ];
  const fits = prose === wanted.prose.want && checks === wanted.checks.want;
  const areas: Area[] = [
    { pane: 'prose', top: 0, height: prose, left: 0 },
    ...sideAreas(parts, { command, output, checks }, gap, prose + (spare > 0 ? 2 : 1)),
  ];
  return { body: body.map(indent), areas, heights: { prose, output, checks, cluster: 0 }, fits };
}

function rule(below: number, { say, widths, view }: StepParts): string {
  // One column wider than the text: as far as the scrollbar.
  const width = widths.prose + 1;
  if (below === 0) return theme.faint('─'.repeat(width));
  // Which key shows it: to who has the focus, and to who must get it first.
  const sign = `↓ ${say.more(below)} (${keyName(view.focus === 'prose' ? 'page-down' : 'pane', say)})`;
  const style = view.focus === 'prose' ? theme.accent : theme.faint;
  const dashes = '─'.repeat(Math.max(0, width - widthOf(sign) - 5));
  return `${theme.faint(dashes)} ${style(sign)} ${theme.faint('───')}`;
}
