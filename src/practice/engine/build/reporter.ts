import type { BuildEvent } from '../api.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';

/** As many lines of a failed step as BuildKit repeats. */
const shownLines = 20;

/** Numbers the steps of a build and tells of them. */
export class Reporter {
  readonly #emit: (event: BuildEvent) => void;
  #last = 0;

  constructor(emit: (event: BuildEvent) => void) {
    this.#emit = emit;
  }

  /**
   * Runs a step. What it throws ends it as an error, and is passed on as a StepFailed.
   * @param work resolves to whether the step was taken from the cache
   */
  async step(
    name: string,
    work: (status: (text: string) => void) => Promise<'done' | 'cached'>,
  ): Promise<void> {
    const step = ++this.#last;
    const started = performance.now();
    const log: string[] = [];
    const seconds = () => (performance.now() - started) / 1000;
    this.#emit({ step, name });
    try {
      const ended = await work((status) => {
        log.push(status);
        this.#emit({ step, status });
      });
      this.#emit({ step, ended, seconds: seconds() });
    } catch (error) {
      const short = error instanceof DockerfileError ? error.atStep : undefined;
      this.#emit({ step, ended: 'error', seconds: seconds(), error: short ?? (error as Error).message });
      throw new StepFailed(name, error, log.slice(-shownLines));
    }
  }

  emit(event: BuildEvent): void {
    this.#emit(event);
  }
}

export class StepFailed extends Error {
  readonly step: string;
  /** The latest of what it said. */
  readonly log: readonly string[];

  constructor(step: string, cause: unknown, log: readonly string[]) {
    super((cause as Error).message, { cause });
    this.name = 'StepFailed';
    this.step = step;
    this.log = log;
  }
}
