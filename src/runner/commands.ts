import stripAnsi from 'strip-ansi';
import { parseDuration } from '../base/duration.ts';
import type { Ending, Event } from '../engine/events.ts';
import type { Reason } from '../engine/reasons/reasons.ts';
import type { Wanted } from '../engine/select.ts';
import type { Step } from '../lesson/schema.ts';
import { OutputBuffer } from '../shell/output.ts';
import type { CommandEnd, RunningCommand, Shell } from '../shell/types.ts';
import { Asides } from './asides.ts';
import { whatLeaves } from './leaving.ts';

const defaultTimeout = 600_000;
/** How much of a command's output the journal keeps. */
export const tailLines = 20;

export interface CommandsOptions {
  readonly shell: Shell;
  readonly stepOf: (id: string) => Step;
  readonly env: () => Promise<Readonly<Record<string, string>>>;
  readonly emit: (event: Event) => void;
  /** What the journal kept of a step's output. */
  readonly kept: (step: string) => readonly string[];
}

/** Keeps the command that the engine wants running, and no other. */
export class Commands {
  readonly #options: CommandsOptions;
  readonly #outputs = new Map<string, OutputBuffer>();
  readonly #listeners = new Set<(text: string) => void>();
  readonly #asides: Asides;
  #current: { step: string; stop: (ending: Ending) => void; gone: Promise<void> } | undefined;

  constructor(options: CommandsOptions) {
    this.#options = options;
    this.#asides = new Asides({
      ...options,
      output: (step) => this.output(step),
      onOutput: (text) => this.#tell(text),
    });
  }

  /** Calls back with what commands print, as it comes, made harmless to a terminal. Returns the call that ends it. */
  onOutput(listener: (text: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The output of a step's last command in this program, and of the learner's own after it; empty where there was none. */
  output(step: string): OutputBuffer {
    const known = this.#outputs.get(step);
    if (known) return known;
    const fresh = new OutputBuffer();
    this.#outputs.set(step, fresh);
    return fresh;
  }

  reconcile({ command, aside }: Wanted, ending: Ending): void {
    this.#asides.reconcile(aside);
    if (!command) this.#current?.stop(ending);
    else if (!this.#current) this.#start(command.step, command.command);
  }

  /** Ends what runs, and waits until it is gone; its end is not an event of the run any more. */
  async close(): Promise<void> {
    this.#current?.stop('lost');
    await this.#current?.gone;
    await this.#asides.close();
  }

  #tell(text: string): void {
    for (const listener of this.#listeners) listener(text);
  }

  #start(step: string, command: string): void {
    const output = new OutputBuffer();
    this.#outputs.set(step, output);
    let ending: Ending | undefined;
    let running: RunningCommand | undefined;
    const stop = (why: Ending) => {
      ending ??= why;
      void running?.stop();
    };
    const run = async () => {
      const began = Date.now();
      try {
        const env = await this.#options.env();
        if (ending) return this.#ended(step, output, { exit: null, ms: 0 }, ending);
        const leaving = whatLeaves(command);
        if (leaving !== undefined) return this.#refuse(step, output, leaving);
        const { timeout } = this.#options.stepOf(step);
        running = this.#options.shell.run(command, {
          env,
          onOutput: (text) => {
            output.write(text);
            this.#tell(text);
          },
          timeout: (timeout && parseDuration(timeout)) || defaultTimeout,
        });
        const end = await running.ended;
        // A command such as `minikube start` changes what the checks and the next command need.
        await this.#options.env();
        this.#ended(step, output, end, ending ?? end.ending);
      } catch (error) {
        // The shell itself could not be started: that is this command's failure, in its own words.
        output.write(`${(error as Error).message}\n`);
        this.#ended(step, output, { exit: 127, ms: Date.now() - began }, undefined);
      }
    };
    this.#current = { step, stop, gone: run() };
  }

  /** Ends a command that must not run, before it does. */
  #refuse(step: string, output: OutputBuffer, words: string): void {
    this.#current = undefined;
    const reason: Reason = { id: 'leaves-cluster', params: { words } };
    this.#options.emit({
      type: 'command-ended',
      step,
      exit: null,
      ms: 0,
      tail: output.tail(tailLines),
      reason,
    });
  }

  #ended(
    step: string,
    output: OutputBuffer,
    end: Pick<CommandEnd, 'exit' | 'ms'>,
    ending: Ending | undefined,
  ): void {
    this.#current = undefined;
    const reason = failure(end, ending, this.#options.stepOf(step), output);
    this.#options.emit({
      type: 'command-ended',
      step,
      exit: end.exit,
      ms: Math.round(end.ms),
      tail: output.tail(tailLines),
      ...(ending ? { ending } : {}),
      ...(reason ? { reason } : {}),
    });
  }
}

function failure(
  end: Pick<CommandEnd, 'exit' | 'ms'>,
  ending: Ending | undefined,
  step: Step,
  output: OutputBuffer,
): Reason | undefined {
  if (ending === 'timeout') return { id: 'command-timeout', params: { seconds: Math.round(end.ms / 1000) } };
  if (ending) return undefined;
  const line = stripAnsi(output.tail(1)[0] ?? '');
  if (end.exit !== 0) return { id: 'command-exit', params: { exit: end.exit, line } };
  if (step.output !== undefined && !new RegExp(step.output, 'm').test(textOf(output))) {
    return { id: 'output-mismatch', params: { pattern: step.output, line } };
  }
  return undefined;
}

/** All that is kept of an output, without colours. */
function textOf(output: OutputBuffer): string {
  return stripAnsi(output.slice(output.first, output.total).join('\n'));
}
