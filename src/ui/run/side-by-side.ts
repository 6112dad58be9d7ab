import type { Row } from '../frame.ts';
import { scrollbar } from '../scrolled.ts';
import { toWidth } from '../text.ts';
import { theme } from '../theme.ts';
import { type Arranged, claims, proseWindow, type StepParts } from './parts.ts';
import { shareRows } from './share-rows.ts';
import { fixedRows, sideRows } from './side.ts';

/** On a wide screen: prose on the left, the rest on the right. */
export function sideBySide(parts: StepParts, rows: number): Arranged {
  const { widths, view } = parts;
  const room = Math.max(0, rows - fixedRows(parts));
  const wanted = claims(parts, room);
  const [command = 0, output = 0, checks = 0] = shareRows(room, [
    wanted.command,
    wanted.output,
    wanted.checks,
  ]);
  const spare = room - command - output - checks;
  const side = sideRows(parts, { command, output, checks }, spare > 0);
  const prose = proseWindow(parts, rows);
  const bar = scrollbar(prose, view.focus === 'prose');
  const body = Array.from({ length: rows }, (_, row): Row => {
    const left = ` ${toWidth(prose.lines[row] ?? '', widths.prose)} ${bar[row] || theme.faint('│')} `;
    const right = side[row] ?? '';
    return typeof right === 'string' ? left + right : { ...right, before: left + right.before };
  });
  return { body, heights: { prose: rows, output, checks }, fits: checks === wanted.checks.want };
}
