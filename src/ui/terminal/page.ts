import type { Row } from '../frame.ts';
import { mouseOff, mouseOn } from './mouse.ts';

/** What a person reads on and types at. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

const enter = '\u001B[?1049h\u001B[?25l\u001B[H\u001B[J';
const leave = `${mouseOff}\u001B[?1049l\u001B[?25h`;
const home = '\u001B[H';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const ignore = () => {};
const ctrlC = 3;

/**
 * The terminal's other page, for programs that take the whole screen: what was on the terminal is there again
 * afterwards, however the program ends. Ink could open it, too, but Ink takes longer to load than a screen to draw.
 */
export class TerminalPage {
  readonly terminal: Terminal;
  /** What is shown is read aloud. */
  readonly screenReader: boolean;
  #open = false;
  #takesKeys = false;

  constructor(terminal: Terminal = process, screenReader = false) {
    this.terminal = terminal;
    this.screenReader = screenReader || process.env.INK_SCREEN_READER === 'true';
  }

  /** @param rows what is seen first, until Ink draws the same again */
  open(rows: readonly Row[] = []): void {
    const { stdin, stdout } = this.terminal;
    if (!this.#open) {
      this.#open = true;
      // A terminal that went away takes what is written to it with it, without a word.
      stdout.off('error', ignore).on('error', ignore);
      process.on('exit', this.close);
      for (const signal of signals) process.on(signal, this.#end);
      // Before there is anything to see: a key that is shown as it is typed writes into the screen, and Enter moves it.
      stdin.setRawMode(true);
      stdin.ref();
      stdin.on('readable', this.#drop);
      stdout.write(enter);
    }
    this.paint(rows);
  }

  /** From now on every key is for whoever draws, and the wheel. What was typed before is dropped. */
  takeKeys(): void {
    if (this.#takesKeys) return;
    this.#takesKeys = true;
    this.terminal.stdin.off('readable', this.#drop);
    this.terminal.stdout.write(mouseOn);
  }

  /** From now on somebody else listens to the signals; until then they end the program as they would end any other. */
  leaveSignals(): void {
    for (const signal of signals) process.off(signal, this.#end);
  }

  /** Draws rows from the top; whoever draws next begins there, too. */
  paint(rows: readonly Row[]): void {
    const lines = rows.map((row) => `${typeof row === 'string' ? row : row.before}\u001B[K`);
    this.terminal.stdout.write(`${home}${lines.join('\r\n')}\u001B[J${home}`);
  }

  /** Gives the terminal's first page back for as long as a task takes. */
  async lend<T>(task: () => Promise<T>): Promise<T> {
    this.terminal.stdout.write(leave);
    try {
      return await task();
    } finally {
      if (this.#open) this.terminal.stdout.write(enter + (this.#takesKeys ? mouseOn : ''));
    }
  }

  /** While there is nothing yet that keys could mean, Ctrl-C does what the terminal would have made of it. */
  readonly #drop = (): void => {
    const { stdin } = this.terminal;
    for (let typed: Buffer | null = stdin.read(); typed !== null; typed = stdin.read())
      if (typed.includes(ctrlC)) process.kill(0, 'SIGINT');
  };

  readonly #end = (signal: NodeJS.Signals): void => {
    this.close();
    process.kill(process.pid, signal);
  };

  readonly close = (): void => {
    if (!this.#open) return;
    this.#open = false;
    process.off('exit', this.close);
    this.leaveSignals();
    // The mouse first: what it sends to a terminal that is not raw any more would be seen.
    this.terminal.stdout.write(leave);
    const { stdin } = this.terminal;
    // Once only: each makes a stream think anew how it is read, and two of them that it flows to whoever listens to data.
    if (!this.#takesKeys) stdin.off('readable', this.#drop);
    stdin.setRawMode(false);
    // As Ink leaves it: one that is paused would be read by nobody who comes later.
    stdin.unref();
  };
}
