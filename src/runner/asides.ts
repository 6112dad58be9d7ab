import type { Ending, Event } from '../engine/events.ts';
import type { Reason } from '../engine/reasons/reasons.ts';
import type { Wanted } from '../engine/select.ts';
import type { OutputBuffer } from '../shell/output.ts';
import type { CommandEnd, RunningCommand, Shell } from '../shell/types.ts';
import { tailLines } from './commands.ts';
import { asideHeading } from './kept-output.ts';
import { whatLeaves } from './leaving.ts';

export interface AsidesOptions {
  readonly shell: Shell;
  readonly env: () => Promise<Readonly<Record<string, string>>>;
  readonly emit: (event: Event) => void;
  readonly output: (step: string) => OutputBuffer;
  readonly onOutput: (text: string) => void;
  /** What the journal kept of a step's output. */
  readonly kept: (step: string) => readonly string[];
}

type End = Pick<CommandEnd, 'exit' | 'ms'>;

/** Runs the learner's own commands in the run's shell; what they print comes below what the step's command printed. */
export class Asides {
  readonly #options: AsidesOptions;
  #current: { stop: (ending: Ending) => void; gone: Promise<void> } | undefined;

  constructor(options: AsidesOptions) {
    this.#options = options;
  }

  reconcile(aside: Wanted['aside']): void {
    if (!aside) this.#current?.stop('cancelled');
    else if (!this.#current) this.#start(aside.step, aside.command);
  }

  /** Ends what runs, and waits until it is gone. */
  async close(): Promise<void> {
    this.#current?.stop('lost');
    await this.#current?.gone;
  }

  #start(step: string, command: string): void {
    let ending: Ending | undefined;
    let running: RunningCommand | undefined;
    const stop = (why: Ending) => {
      ending ??= why;
      void running?.stop();
    };
    const output = this.#options.output(step);
    this.#begin(step, command, output);
    const first = output.total;
    const ended = (end: End, reason?: Reason) => {
      this.#current = undefined;
      const tail = output.slice(Math.max(first, output.total - tailLines), output.total);
      const rest = { ...(ending ? { ending } : {}), ...(reason ? { reason } : {}) };
      const ms = Math.round(end.ms);
      this.#options.emit({ type: 'aside-ended', step, exit: end.exit, ms, tail, ...rest });
    };
    const run = async () => {
      try {
        const env = await this.#options.env();
        const words = whatLeaves(command);
        if (words !== undefined)
          return ended({ exit: null, ms: 0 }, { id: 'leaves-cluster', params: { words } });
        if (ending) return ended({ exit: null, ms: 0 });
        const onOutput = (text: string) => {
          output.write(text);
          this.#options.onOutput(text);
        };
        running = this.#options.shell.run(command, { env, onOutput });
        const end = await running.ended;
        await this.#options.env();
        ended(end);
      } catch (error) {
        output.write(`${(error as Error).message}\n`);
        ended({ exit: 127, ms: 0 });
      }
    };
    this.#current = { stop, gone: run() };
  }

  /** Goes on below what is there; after a resume, below what the journal kept of it. */
  #begin(step: string, command: string, output: OutputBuffer): void {
    const before = output.total === 0 ? this.#options.kept(step) : [];
    // The command before it may have left a colour, or no line end.
    const end = output.atLineStart ? '' : '\n';
    output.write(`${end}\u001B[0m${[...before, asideHeading(command)].join('\n')}\n`);
  }
}
