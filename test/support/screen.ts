import { PassThrough, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import xterm from '@xterm/headless';
import { type Terminal, TerminalPage } from '../../src/ui/terminal/page.ts';

/** A screen of this very process: what is shown on it is what a terminal would show. */
export class TestScreen {
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #stdin: NodeJS.ReadStream;
  readonly #stdout: Writable & { columns: number; rows: number };
  readonly shown: Promise<unknown>;
  #written: Promise<void> = Promise.resolve();
  /** How often the screen was written to. */
  writes = 0;

  /** @param show shows something on a page until it is left */
  constructor(show: (page: TerminalPage) => Promise<unknown>, columns: number, rows: number) {
    this.#screen = new xterm.Terminal({
      cols: columns,
      rows,
      allowProposedApi: true,
      convertEol: true,
      scrollback: 0,
    });
    const write = (chunk: Buffer, _: unknown, done: () => void) => {
      this.writes++;
      this.#written = new Promise((resolve) => this.#screen.write(chunk, resolve));
      done();
    };
    this.#stdout = Object.assign(new Writable({ write }), { columns, rows, isTTY: true });
    const terminal = {
      isTTY: true,
      isRaw: false,
      setRawMode: () => this.#stdin,
      ref: () => this.#stdin,
      unref: () => this.#stdin,
    };
    this.#stdin = Object.assign(new PassThrough(), terminal) as unknown as NodeJS.ReadStream;
    const page = new TerminalPage({ stdin: this.#stdin, stdout: this.#stdout } as unknown as Terminal);
    page.open();
    this.shown = show(page);
  }

  press(keys: string): void {
    (this.#stdin as unknown as PassThrough).write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    Object.assign(this.#stdout, { columns, rows });
    this.#stdout.emit('resize');
  }

  async lines(): Promise<string[]> {
    await this.#written;
    const buffer = this.#screen.buffer.active;
    return Array.from(
      { length: this.#screen.rows },
      (_, row) => buffer.getLine(row)?.translateToString(false, 0, this.#screen.cols).trimEnd() ?? '',
    );
  }

  async text(): Promise<string> {
    return (await this.lines()).join('\n').trimEnd();
  }

  /** Waits until the screen shows something. @throws Error with the screen as it is */
  async until(wanted: string | RegExp | ((text: string) => boolean), timeout = 10_000): Promise<string> {
    const matches = (text: string) => {
      if (typeof wanted === 'string') return text.includes(wanted);
      return wanted instanceof RegExp ? wanted.test(text) : wanted(text);
    };
    const deadline = Date.now() + timeout;
    for (;;) {
      const text = await this.text();
      if (matches(text)) return text;
      if (Date.now() > deadline) throw new Error(`waited without ${wanted} on the screen:\n${text}`);
      await wait(10);
    }
  }
}
