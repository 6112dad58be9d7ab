/** A turn of the mouse wheel. */
export interface Wheel {
  /** From 0, from the left and from the top of the screen. */
  readonly column: number;
  readonly row: number;
  /** -1 is up. */
  readonly direction: 1 | -1;
}

/** Buttons and the wheel are told (1000), in a form that has no limit on columns (1006). */
export const mouseOn = '\u001B[?1000h\u001B[?1006h';
export const mouseOff = '\u001B[?1006l\u001B[?1000l';

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape is what is looked for
const report = /\u001B\[<(\d+);(\d+);(\d+)([Mm])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const begun = /\u001B(?:\[(?:<[\d;]{0,20})?)?$/;
/** Added to the number of a button while Shift, Alt or Ctrl is held. */
const held = 4 | 8 | 16;

/** Reads the turns of the wheel out of what a terminal sends; a report may come in pieces. */
export class WheelReader {
  #rest = '';

  read(piece: string): Wheel[] {
    const text = this.#rest + piece;
    this.#rest = begun.exec(text)?.[0] ?? '';
    return [...text.matchAll(report)].flatMap(([, button, column, row, end]) => {
      const wheel = Number(button) & ~held;
      if (end !== 'M' || (wheel !== 64 && wheel !== 65)) return [];
      return [{ column: Number(column) - 1, row: Number(row) - 1, direction: wheel === 64 ? -1 : 1 }];
    });
  }
}
