/** The sizes of the step screen's parts, in terminal cells. */
export interface Layout {
  readonly wide: boolean;
  readonly proseWidth: number;
  readonly sideWidth: number;
  readonly proseHeight: number;
  readonly outputHeight: number;
}

export interface Wanted {
  readonly columns: number;
  /** Rows for the body: those of the terminal without header, footer and the one that stays free. */
  readonly rows: number;
  /** Lines that are always shown: command, status, checks. */
  readonly fixed: number;
  readonly prose: number;
  /** Lines of output there are; 0 where nothing was run. */
  readonly output: number;
  readonly focus: Pane;
}

export type Pane = 'prose' | 'output';

/** From this width on, prose and command stand side by side. */
const wideColumns = 110;

export function isWide(columns: number): boolean {
  return columns >= wideColumns;
}

export function widths(columns: number): { prose: number; side: number } {
  if (!isWide(columns)) return { prose: columns - 2, side: columns - 2 };
  const prose = Math.min(90, Math.floor((columns - 5) / 2));
  return { prose, side: columns - prose - 5 };
}

/** Shares the rows between prose and output: both get what they need where there is room, else the focus gets more. */
export function layout(wanted: Wanted): Layout {
  const wide = isWide(wanted.columns);
  const { prose: proseWidth, side: sideWidth } = widths(wanted.columns);
  if (wide) {
    const outputHeight = Math.max(0, Math.min(wanted.output, wanted.rows - wanted.fixed));
    return { wide, proseWidth, sideWidth, proseHeight: wanted.rows, outputHeight };
  }
  const room = Math.max(0, wanted.rows - wanted.fixed);
  const favoured = Math.ceil(room * 0.6);
  const outputShare = wanted.focus === 'output' ? favoured : room - favoured;
  const proseHeight = Math.min(Math.max(wanted.prose, 0), room - Math.min(wanted.output, outputShare));
  return {
    wide,
    proseWidth,
    sideWidth,
    proseHeight,
    outputHeight: Math.min(wanted.output, room - proseHeight),
  };
}

/** A window on lines, `offset` from their start, with a sign at the edge where there is more. */
export function viewport(
  lines: readonly string[],
  height: number,
  offset: number,
  sign: (hidden: number, side: 'above' | 'below') => string,
): string[] {
  if (height <= 0) return [];
  const start = Math.min(offset, maxOffset(lines.length, height));
  const shown = lines.slice(start, start + height);
  const below = lines.length - start - shown.length;
  if (start > 0) shown[0] = sign(start + 1, 'above');
  if (below > 0 && shown.length > 1) shown[shown.length - 1] = sign(below + 1, 'below');
  return shown;
}

export function maxOffset(lines: number, height: number): number {
  return Math.max(0, lines - height);
}
