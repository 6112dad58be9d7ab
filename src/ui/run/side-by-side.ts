import type { Row } from '../frame.ts';
import { scrollbar } from '../scrolled.ts';
import { toWidth } from '../text.ts';
import { theme } from '../theme.ts';
import { clusterBlock } from './cluster/beside.ts';
import { type Area, type Arranged, claims, proseWindow, type StepParts } from './parts.ts';
import { shareRows } from './share-rows.ts';
import { fixedRows, sideAreas, sideRows } from './side.ts';

/** How much of the room the cluster has below the rest: without the focus, and with it. */
const shareOfCluster = 0.4;
const shareInFocus = 0.6;

/** On a wide screen: prose on the left, the rest on the right; the cluster below that, or in a third column. */
export function sideBySide(parts: StepParts, rows: number): Arranged {
  const { widths, view, cluster: pane, say } = parts;
  const hasFocus = view.focus === 'cluster';
  const cluster = pane === undefined ? 0 : widths.third === undefined ? clusterRows(parts, rows) : rows;
  const block = pane ? clusterBlock(pane, say, widths.third ?? widths.side, cluster, hasFocus) : [];
  // It keeps its rows while pods come and go: what is watched should stand still.
  const above = widths.third === undefined ? rows - cluster : rows;
  const room = Math.max(0, above - fixedRows(parts));
  const wanted = claims(parts, room);
  const [command = 0, output = 0, checks = 0] = shareRows(room, [
    wanted.command,
    wanted.output,
    wanted.checks,
  ]);
  const spare = room - command - output - checks;
  const side = sideRows(parts, { command, output, checks }, spare > 0);
  const right = widths.third === undefined ? [...filled(side, above), ...block] : side;
  const prose = proseWindow(parts, rows);
  const bar = scrollbar(prose, view.focus === 'prose');
  const body = Array.from({ length: rows }, (_, row): Row => {
    const left = ` ${toWidth(prose.lines[row] ?? '', widths.prose)} ${bar[row] || theme.faint('│')} `;
    const middle = right[row] ?? '';
    // As far as the scrollbar of the middle, which has a column of its own.
    const end = widths.third === undefined ? '' : `${theme.faint('│')} ${block[row] ?? ''}`;
    if (typeof middle === 'string')
      return left + (end === '' ? middle : toWidth(middle, widths.side + 2) + end);
    return {
      ...middle,
      before: left + middle.before,
      // The spinner and a space stand before it.
      after: (seconds) =>
        end === '' ? middle.after(seconds) : toWidth(middle.after(seconds), widths.side) + end,
    };
  });
  const areas: Area[] = [
    { pane: 'prose', top: 0, height: rows, left: 0 },
    ...sideAreas(parts, { command, output, checks }, spare > 0, 0).map((area) => ({
      ...area,
      left: widths.prose + 4,
    })),
    ...(cluster > 0 ? [clusterArea(parts, rows, cluster)] : []),
  ];
  const heights = { prose: rows, output, checks, cluster: Math.max(0, cluster - 1) };
  return { body, areas, heights, fits: checks === wanted.checks.want };
}

/** Its heading is part of it. */
function clusterArea({ widths }: StepParts, rows: number, height: number): Area {
  const isBelow = widths.third === undefined;
  const left = widths.prose + 4 + (isBelow ? 0 : widths.side + 2);
  return { pane: 'cluster', top: isBelow ? rows - height : 0, height, left };
}

/** Rows for the cluster below command, output and checks: its share, and more where those leave room. */
function clusterRows(parts: StepParts, rows: number): number {
  const { cluster, say, widths, view } = parts;
  if (!cluster) return 0;
  const { command, output, checks } = claims(parts, rows);
  const left = rows - fixedRows(parts) - command.want - output.want - checks.want - 1;
  const wanted = cluster.lines(say, widths.side).length + 1;
  const share = Math.floor(rows * (view.focus === 'cluster' ? shareInFocus : shareOfCluster));
  return Math.max(share, Math.min(wanted, left));
}

function filled(rows: readonly Row[], length: number): Row[] {
  return [...rows, ...Array.from({ length: Math.max(0, length - rows.length) }, () => '')].slice(0, length);
}
