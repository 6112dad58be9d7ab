import { Tabwriter } from '../../common/tabwriter.ts';

/** Collects the lines of a description; columns are aligned when it is read. */
export class Description {
  #text = '';
  /** Added to every level: for a description inside another. */
  readonly #shift: number;
  readonly #parent: Description | undefined;

  constructor(parent?: Description, shift = 0) {
    this.#parent = parent;
    this.#shift = shift;
  }

  /** One line of cells. @param level of indentation, two spaces each */
  line(level: number, ...cells: readonly unknown[]): void {
    this.#add(`${'  '.repeat(level + this.#shift)}${cells.join('\t')}\n`);
  }

  /** A line where there is something to say. */
  lineIf(value: unknown, level: number, title: string): void {
    if (value !== undefined && value !== null && value !== '') this.line(level, title, value);
  }

  /** A part that is indented deeper. */
  nested(levels: number): Description {
    return new Description(this, levels);
  }

  #add(text: string): void {
    if (this.#parent) this.#parent.#add(text);
    else this.#text += text;
  }

  /** As it is, with the tabs. */
  raw(): string {
    return this.#text.replaceAll('\x1b', '^[');
  }

  toString(): string {
    return new Tabwriter({ minWidth: 0, padding: 2 }).format(this.raw());
  }
}

/** `Sat, 21 Nov 2026 04:00:51 +0000`, in local time. */
export function longTime(time: unknown): string {
  if (typeof time !== 'string') return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const date = new Date(time);
  const two = (value: number) => String(Math.abs(value)).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}${two(offset % 60)}`;
  const day = DAYS[date.getDay()];
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}, ${two(date.getDate())} ${MONTHS[date.getMonth()]} ${date.getFullYear()} ${clock} ${zone}`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const trueOrFalse = (value: unknown): string => (value === true ? 'True' : 'False');
export const orNone = (text: string): string => text || '<none>';
