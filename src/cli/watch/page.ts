import sliceAnsi from 'slice-ansi';
import wrapAnsi from 'wrap-ansi';

/** Milliseconds after which lines of text, where nothing can be replaced, say what is waited for. */
const slow = 1_500;

/** What a watch shows: in a terminal a page that each change begins anew, elsewhere lines one after the other. */
export class WatchPage {
  readonly #out: NodeJS.WriteStream;
  readonly #isScreen: boolean;
  #isFirst = true;
  #live = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
    this.#isScreen = out.isTTY && process.env.TERM !== 'dumb';
  }

  /** How many lines there is room for; undefined where that does not matter. */
  get rows(): number | undefined {
    return this.#isScreen ? this.#out.rows : undefined;
  }

  begin(header: string): void {
    this.#forget();
    if (this.#isScreen) this.#out.write('\x1b[2J\x1b[3J\x1b[H');
    else if (!this.#isFirst) this.#out.write('\n');
    this.#isFirst = false;
    this.say(`${header}\n`);
  }

  say(text: string): void {
    this.#forget();
    this.#out.write(this.#isScreen ? wrapAnsi(text, this.#out.columns, { trim: false, hard: true }) : text);
  }

  /** What is going on now. It makes room for whatever is said next. */
  live(text: string): void {
    if (text === this.#live) return;
    if (this.#isScreen) {
      this.#forget();
      this.#out.write(sliceAnsi(text, 0, this.#out.columns - 1));
    } else {
      this.#timer ??= setTimeout(() => this.#out.write(`${this.#live}\n`), slow);
    }
    this.#live = text;
  }

  end(): void {
    this.#forget();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isScreen && this.#live !== '') this.#out.write('\r\x1b[2K');
    this.#live = '';
  }
}
