import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import xterm from '@xterm/headless';

export interface TerminalOptions {
  /** A program and its arguments. */
  command: readonly string[];
  columns?: number;
  rows?: number;
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** Called with all that the terminal is sent, as it comes. */
  onOutput?: (text: string) => void;
}

/** A program in a real pseudo-terminal, and the screen that a person in front of it sees. */
export class TestTerminal {
  readonly columns: number;
  readonly rows: number;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #child: ReturnType<typeof spawn>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'pilotage-tty-'));
  readonly ended: Promise<number | null>;
  #written: Promise<void> = Promise.resolve();
  #cursorVisible = true;
  readonly #asked: string[] = [];
  hasEnded = false;

  constructor({
    command,
    columns = 80,
    rows = 24,
    env = {},
    cwd = process.cwd(),
    onOutput,
  }: TerminalOptions) {
    this.columns = columns;
    this.rows = rows;
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    // Titles (0, 1, 2) and clipboards (52).
    for (const code of [0, 1, 2, 52]) {
      this.#screen.parser.registerOscHandler(code, (text) => {
        this.#asked.push(`${code};${text}`);
        return true;
      });
    }
    const program = command.map(quote).join(' ');
    const pidFile = quote(join(this.#folder, 'pid'));
    const ttyFile = quote(join(this.#folder, 'tty'));
    // util-linux's script brings the pseudo-terminal, so that no native add-on has to be compiled.
    const script = `tty > ${ttyFile}; stty rows ${rows} cols ${columns}; echo $$ > ${pidFile}; exec ${program}`;
    this.#child = spawn('script', ['-qfec', script, '/dev/null'], {
      cwd,
      stdio: ['pipe', 'pipe', 'ignore'],
      // CI would make Ink draw nothing, and people at terminals have no CI.
      env: definedOnly({
        ...process.env,
        CI: undefined,
        TERM: 'xterm-256color',
        SHELL: '/bin/bash',
        LANG: 'C.UTF-8',
        // Measurements have no configuration of the tests' either.
        PILOTAGE_TOUR: 'false',
        PILOTAGE_CONFIG: '/dev/null',
        ...env,
      }),
    });
    this.#child.stdin?.on('error', () => {});
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      onOutput?.(chunk.toString('latin1'));
      this.#written = new Promise((resolve) => this.#screen.write(chunk, resolve));
      const shown = chunk.lastIndexOf('\u001B[?25h');
      const hidden = chunk.lastIndexOf('\u001B[?25l');
      if (shown !== hidden) this.#cursorVisible = shown > hidden;
    });
    this.ended = new Promise((resolve) => this.#child.once('close', resolve)).then((code) => {
      this.hasEnded = true;
      return code as number | null;
    });
  }

  /** The process in the terminal; known once it has started. */
  get pid(): number {
    return Number(readFileSync(join(this.#folder, 'pid'), 'utf8'));
  }

  /** The process that the one in the terminal has started. @throws Error while there is none */
  async childPid(): Promise<number> {
    const children = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').trim();
    if (!/^\d+$/.test(children)) throw new Error(`not one child, but "${children}"`);
    return Number(children);
  }

  /** True unless the program has hidden it. */
  get isCursorVisible(): boolean {
    return this.#cursorVisible;
  }

  /** What the program asked of the terminal beside its screen: titles and clipboards, as `52;c;aGk=`. */
  get asked(): readonly string[] {
    return this.#asked;
  }

  /** The program is told of the mouse. */
  async hasMouse(): Promise<boolean> {
    await this.#written;
    return this.#screen.modes.mouseTrackingMode !== 'none';
  }

  send(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** Changes the size of the terminal, as a window that is dragged does. */
  resize(columns: number, rows: number): void {
    const tty = readFileSync(join(this.#folder, 'tty'), 'utf8').trim();
    this.#screen.resize(columns, rows);
    // In this order, and one after the other: two changes at once could arrive the other way round.
    execFileSync('stty', ['-F', tty, 'rows', String(rows), 'cols', String(columns)]);
  }

  /** The lines on the screen, without the blanks at their ends. */
  async lines(): Promise<string[]> {
    await this.#written;
    const buffer = this.#screen.buffer.active;
    return Array.from(
      { length: this.#screen.rows },
      (_, row) =>
        buffer
          .getLine(buffer.viewportY + row)
          ?.translateToString(false, 0, this.#screen.cols)
          .trimEnd() ?? '',
    );
  }

  async text(): Promise<string> {
    return (await this.lines()).join('\n').trimEnd();
  }

  /** True while the program shows its own page and not that of the shell. */
  async isAlternate(): Promise<boolean> {
    await this.#written;
    return this.#screen.buffer.active.type === 'alternate';
  }

  /** Waits until the screen is as wanted. @throws Error with the screen as it is */
  async until(wanted: string | RegExp | ((text: string) => boolean), timeout = 20_000): Promise<string> {
    const matches = (text: string) => {
      if (typeof wanted === 'string') return text.includes(wanted);
      return wanted instanceof RegExp ? wanted.test(text) : wanted(text);
    };
    const deadline = Date.now() + timeout;
    for (;;) {
      const text = await this.text();
      if (matches(text)) return text;
      if (Date.now() > deadline || this.hasEnded) {
        throw new Error(`${this.hasEnded ? 'ended' : 'waited'} without ${wanted} on the screen:\n${text}`);
      }
      await wait(15);
    }
  }

  /** Takes the terminal away, as a window that is closed does. Resolves when the program has ended. */
  async hangUp(): Promise<void> {
    const { pid } = this;
    this.#child.kill('SIGKILL');
    await this.ended;
    while (existsSync(`/proc/${pid}`)) await wait(15);
  }

  /** Ends the program if it still runs, and forgets the terminal. */
  async close(): Promise<void> {
    if (!this.hasEnded) {
      try {
        // Its parent ends once it has seen that it is gone: whoever comes next finds no run that is still open.
        process.kill(this.pid, 'SIGKILL');
      } catch {
        // It has just ended, or never began.
        this.#child.kill('SIGKILL');
      }
    }
    await this.ended;
    this.#screen.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const keys = {
  enter: '\r',
  escape: '\u001B',
  tab: '\t',
  up: '\u001B[A',
  down: '\u001B[B',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
};

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function definedOnly(env: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
