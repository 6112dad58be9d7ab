import stripAnsi from 'strip-ansi';
import { isColourless } from '../colours.ts';

/** More of a line than anybody reads; a program that never ends its line must not fill the memory. */
const longest = 8_000;

/**
 * Writes text for pipes, dumb terminals and braille displays: whole lines one after the other, nothing drawn over, and
 * no escape sequences but colours, where there are any.
 */
export class LineWriter {
  readonly #write: (text: string) => void;
  #open = '';
  #asking = false;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** A line of its own. */
  line(text: string): void {
    this.end();
    this.#write(`${plain(text)}\n`);
  }

  lines(texts: readonly string[]): void {
    for (const text of texts) this.line(text);
  }

  /** The start of a line that somebody else ends: a question. */
  ask(text: string): void {
    this.end();
    this.#write(plain(text));
    this.#asking = true;
  }

  /** A question stands at the end, with nothing below it. */
  get isAsking(): boolean {
    return this.#asking;
  }

  /** The answer was typed at this very terminal, and its line has ended. */
  answered(): void {
    this.#asking = false;
  }

  /** What a command prints, as it comes; a line once it is complete. */
  output(text: string): void {
    const parts = (this.#open + text).split('\n');
    this.#open = parts.pop() ?? '';
    this.#startLine();
    for (const part of parts) this.#write(`${plain(asDrawn(part))}\n`);
    if (this.#open.length > longest) this.end();
  }

  /** Ends the line that is open, if any. */
  end(): void {
    this.#startLine();
    if (this.#open !== '') this.#write(`${plain(asDrawn(this.#open))}\n`);
    this.#open = '';
  }

  #startLine(): void {
    if (this.#asking) this.#write('\n');
    this.#asking = false;
  }
}

/** What a terminal would show of a line after all that was drawn over. */
function asDrawn(line: string): string {
  const last = line.split('\r').findLast((part) => part !== '') ?? '';
  if (!last.includes('\b')) return last;
  const characters: string[] = [];
  for (const character of last) {
    if (character === '\b') characters.pop();
    else characters.push(character);
  }
  return characters.join('');
}

function plain(text: string): string {
  return isColourless() ? stripAnsi(text) : text;
}
