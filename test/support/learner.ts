import { afterAll, afterEach, beforeEach } from 'vitest';
import { bin, temporaryHome } from './program.ts';
import { type TerminalOptions, TestTerminal } from './terminal.ts';

/** Somebody at a terminal, anew for each test of a file: with a home of their own, and what they start in it. */
export class Learner {
  readonly home: string;
  readonly #env: Record<string, string>;
  readonly #terminals: TestTerminal[] = [];

  constructor(home: string, env: Record<string, string>) {
    this.home = home;
    this.#env = env;
  }

  /** The terminal that was opened last. */
  get terminal(): TestTerminal {
    const last = this.#terminals.at(-1);
    if (!last) throw new Error('nothing was started');
    return last;
  }

  /** Starts the built program. */
  start(args: readonly string[], options: Omit<TerminalOptions, 'command'> = {}): TestTerminal {
    return this.open([process.execPath, bin, ...args], options);
  }

  /** The same at a step of a lesson, without what is before it. */
  async startAt(lesson: string, step: string, options: Omit<TerminalOptions, 'command'> = {}): Promise<void> {
    this.start(['start', lesson, '--at', step], options);
    const text = await this.until(/Enter run |just open it/);
    if (text.includes('just open it')) await this.press('x', 'Enter run ');
  }

  open(command: readonly string[], options: Omit<TerminalOptions, 'command'> = {}): TestTerminal {
    const terminal = new TestTerminal({ ...options, command, env: { ...this.#env, ...options.env } });
    this.#terminals.push(terminal);
    return terminal;
  }

  send(keys: string): void {
    this.terminal.send(keys);
  }

  until(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    return this.terminal.until(wanted);
  }

  /** Presses a key and waits for what it does. */
  press(key: string, wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    this.send(key);
    return this.until(wanted);
  }

  async close(): Promise<void> {
    for (const terminal of this.#terminals) await terminal.close();
  }
}

/** A learner for each test. Call it once at the top of a file and ask it for the learner in each test. */
export function learners(): () => Learner {
  const removals: Promise<void>[] = [];
  let learner: Learner;
  let remove: () => Promise<void>;
  beforeEach(() => {
    const home = temporaryHome();
    learner = new Learner(home.home, home.env);
    remove = home.remove;
  });
  afterEach(async () => {
    await learner.close();
    // Clusters take their time to end: the next test need not wait for them.
    removals.push(remove());
  });
  afterAll(async () => {
    await Promise.all(removals);
  });
  return () => learner;
}
