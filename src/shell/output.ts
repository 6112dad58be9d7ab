// Backspaces and escapes are what is looked for here.
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: see above
import { OpenLine } from './open-line.ts';
import { SgrState } from './sgr.ts';

export interface OutputLimits {
  /** Lines kept; older ones are dropped. */
  lines?: number;
  /** Characters kept of one line; the rest of it is dropped, and the line ends with "…". */
  lineLength?: number;
  /** Characters kept in all. */
  characters?: number;
  /** Milliseconds between two notifications at least. */
  interval?: number;
}

/** What changes the line that is being written: line end, return, backspace, colour. */
const special = /\n|\r|\x08|\x1b\[([\d;:]*)m/g;

/** What is not just a part of a line, or its end. */
const unusual = /[\r\x08\x1b]/;

/**
 * The last lines of a command's output, in bounded memory however much it prints. Takes what a `Sanitizer` lets through.
 * Colours reach over line ends in the output but not in the lines given out: each can be shown by itself.
 */
export class OutputBuffer {
  readonly #limits: Required<OutputLimits>;
  /** The kept lines; the one before `#start` are dropped already and given back to memory now and then. */
  #lines: string[] = [];
  #start = 0;
  #characters = 0;
  #complete = 0;
  #version = 0;
  readonly #sgr = new SgrState();
  readonly #line: OpenLine;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: OutputLimits = {}) {
    this.#limits = { lines: 5000, lineLength: 8000, characters: 4_000_000, interval: 33, ...limits };
    this.#line = new OpenLine(this.#limits.lineLength);
  }

  /** Grows with every change: what `useSyncExternalStore` takes for a snapshot. */
  get version(): number {
    return this.#version;
  }

  /** How many lines there were so far, with those that were dropped; an unfinished one counts once it has text. */
  get total(): number {
    return this.#complete + (this.#line.isEmpty ? 0 : 1);
  }

  /** The number (from 0) of the oldest line that is still kept. */
  get first(): number {
    return this.#complete - (this.#lines.length - this.#start);
  }

  /** What is written next begins a line. */
  get atLineStart(): boolean {
    return this.#line.isEmpty;
  }

  write(text: string): void {
    if (text === '') return;
    if (unusual.test(text) || this.#sgr.sequence !== '') this.#writeAny(text);
    else this.#writePlain(text);
    this.#version++;
    this.#notify();
  }

  /** Nothing but lines, which is what floods are made of: without a look at every line end by a pattern. */
  #writePlain(text: string): void {
    let at = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
      const line = text.slice(at, end);
      if (at > 0 && line.length <= this.#limits.lineLength) this.#keep(line);
      else {
        this.#line.append(line);
        this.#endLine();
      }
      at = end + 1;
    }
    this.#line.append(text.slice(at));
  }

  #writeAny(text: string): void {
    let at = 0;
    for (const match of text.matchAll(special)) {
      this.#line.append(text.slice(at, match.index));
      at = match.index + match[0].length;
      if (match[0] === '\n') this.#endLine();
      else if (match[0] === '\r') this.#line.return(this.#sgr.sequence);
      else if (match[0] === '\b') this.#line.back();
      else {
        this.#sgr.apply(match[1] ?? '');
        this.#line.colour(match[0]);
      }
    }
    this.#line.append(text.slice(at));
  }

  /** Lines by their numbers, `to` excluded; those that were dropped are left out. */
  slice(from: number, to: number): string[] {
    const first = this.first;
    const lines = this.#lines.slice(
      this.#start + Math.max(from - first, 0),
      this.#start + Math.max(to - first, 0),
    );
    if (!this.#line.isEmpty && from <= this.#complete && to > this.#complete) lines.push(this.#openLine());
    return lines;
  }

  /** The last `count` lines. */
  tail(count: number): string[] {
    return this.slice(Math.max(this.total - count, 0), this.total);
  }

  /** Calls back after changes, at most once an interval. Returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #openLine(): string {
    const text = this.#line.text;
    return text.includes('\x1b') ? `${text}\x1b[0m` : text;
  }

  #endLine(): void {
    const line = this.#openLine();
    this.#line.reset(this.#sgr.sequence);
    this.#keep(line);
  }

  #keep(line: string): void {
    this.#lines.push(line);
    this.#complete++;
    this.#characters += line.length;
    while (
      this.#lines.length - this.#start > this.#limits.lines ||
      this.#characters > this.#limits.characters
    ) {
      this.#characters -= this.#lines[this.#start]?.length ?? 0;
      this.#lines[this.#start++] = '';
    }
    // Moving the rest down for each dropped line would make a flood quadratic.
    if (this.#start > this.#limits.lines) {
      this.#lines = this.#lines.slice(this.#start);
      this.#start = 0;
    }
  }

  #notify(): void {
    if (this.#timer || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      for (const listener of [...this.#listeners]) listener();
    }, this.#limits.interval);
  }
}
