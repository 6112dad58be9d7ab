import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InterruptedError } from '../../base/errors.ts';
import { firstChange } from '../../lesson/first-change.ts';
import type { Lesson } from '../../lesson/load.ts';
import { practiceCluster } from '../../practice/launch.ts';
import { resultOf, type StepResult } from '../../report/result.ts';
import { playStep } from '../../runner/autopilot.ts';
import { Checkpoints } from '../../runner/checkpoints.ts';
import { runFiles } from '../../runner/home.ts';
import { Session } from '../../runner/session.ts';
import type { StepFault } from '../../runner/undoing.ts';
import { uselessChecks } from '../validation/lesson.ts';
import { practiceSpeed } from '../validation/own-cluster.ts';

/** Milliseconds that a check of an earlier step may take to be green again at the end. */
const endPatience = 15_000;

export interface TrialListener {
  /** From which step on it runs, as its place in the lesson. */
  began(step: number): void;
  /** Something happened in the run; for whoever shows what is waited for. */
  moved(session: Session): void;
  stepEnded(step: StepResult): void;
}

/**
 * A run of a lesson that is edited meanwhile, on a practice cluster. Each time only those steps run that do something
 * else than before, and those after them, from the state that was there before the first of them.
 */
export class Trial {
  readonly #dir: string;
  readonly #checkpoints: Checkpoints;
  /** The lesson as it was run last. */
  #ran: Lesson | undefined;
  /** The lesson that is run, or is about to be. */
  #wanted: Lesson | undefined;
  /** So many of its steps are done. */
  #done = 0;
  /** A step after those may have had a part of its effect. */
  #isDirty = false;
  /** The state before the next step to run is made again ahead: while its author thinks, or lint reads. */
  #preparing: Promise<void> = Promise.resolve();
  #state: 'running' | 'ended' | 'interrupted' = 'interrupted';

  /** `root`: a folder of its own. */
  constructor(root: string) {
    this.#dir = join(root, 'run');
    this.#checkpoints = new Checkpoints(this.#dir, join(root, 'before'));
  }

  /** Whether there is something to run for this lesson that was not run, or is not under way. */
  needs(lesson: Lesson): boolean {
    if (!this.#wanted || firstChange(this.#wanted, lesson) !== undefined) return true;
    return this.#state === 'interrupted';
  }

  /** Goes back to where a run of this lesson begins, for `run`; whoever calls this need not wait. */
  prepare(lesson: Lesson): void {
    this.#preparing = this.#preparing.then(() => this.#prepare(this.#firstOf(lesson)));
  }

  /** Goes through the lesson as far as it works. @returns whether all of it does @throws InterruptedError */
  async run(lesson: Lesson, listener: TrialListener, signal: AbortSignal): Promise<boolean> {
    this.#state = 'running';
    this.#wanted = lesson;
    try {
      const works = await this.#go(lesson, listener, signal);
      this.#state = 'ended';
      if (this.#isDirty) this.#preparing = this.#prepare(this.#done);
      return works;
    } finally {
      if (this.#state === 'running') this.#state = 'interrupted';
    }
  }

  /** Ends the cluster, and leaves nothing of it behind. */
  async end(): Promise<void> {
    await this.#preparing;
    await this.#cluster().reset();
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 3 });
  }

  async #go(lesson: Lesson, listener: TrialListener, signal: AbortSignal): Promise<boolean> {
    await this.#preparing;
    const from = this.#firstOf(lesson);
    if (from < this.#done || this.#isDirty) await this.#goBack(from);
    this.#ran = lesson;
    listener.began(from);
    const session = await this.#open(lesson);
    const unsubscribe = session.subscribe(() => listener.moved(session));
    try {
      await unlessAborted(session.probed, signal);
      const isLost = session.state.steps.some(
        ({ plan, status }, index) => index < from && plan.applies && status !== 'done',
      );
      if (!isLost) return await this.#play(session, listener, signal);
    } finally {
      unsubscribe();
      await session.close();
    }
    // Something that an earlier step had started ended with the last run, and nothing but that step brings it back.
    await this.#goBack(0);
    return this.#go(lesson, listener, signal);
  }

  async #play(session: Session, listener: TrialListener, signal: AbortSignal): Promise<boolean> {
    const faults: StepFault[] = [];
    const tell = (id: string, ms: number): boolean => {
      const { steps } = resultOf(session.state, session.lesson, {
        faults,
        evidence: [],
        only: new Set([id]),
      });
      const step = steps.find((one) => one.id === id);
      if (step) listener.stepEnded({ ...step, ms });
      return step?.status === 'done';
    };
    for (const [index, { plan }] of session.state.steps.entries()) {
      if (index < this.#done) continue;
      await this.#checkpoints.keep(index);
      if (plan.applies) {
        this.#isDirty = true;
        const began = performance.now();
        await playStep(session, plan.id, signal, async (id) => {
          faults.push(...(await uselessChecks(session, id, signal)));
        });
        if (!tell(plan.id, performance.now() - began)) return false;
        this.#isDirty = false;
      }
      this.#done = index + 1;
    }
    // What a step achieves is there to stay, or its check says `once`.
    await unlessAborted(session.probe(endPatience), signal);
    const lost = session.state.steps.filter(({ status }) => status === 'failed');
    for (const { plan } of lost) tell(plan.id, 0);
    return lost.length === 0;
  }

  /** Makes everything what it was before a step. */
  async #goBack(step: number): Promise<void> {
    await this.#cluster().reset();
    if (step === 0) await rm(this.#dir, { recursive: true, force: true, maxRetries: 3 });
    else await this.#checkpoints.restore(step);
    this.#done = step;
    this.#isDirty = false;
  }

  /** The first step that is to be run of this lesson, as its place. */
  #firstOf(lesson: Lesson): number {
    const change = this.#ran ? firstChange(this.#ran, lesson) : 0;
    return Math.min(change ?? this.#done, this.#done);
  }

  /** A cluster that does not start is told of when it is needed. */
  async #prepare(step: number): Promise<void> {
    try {
      if (step < this.#done || this.#isDirty) await this.#goBack(step);
      await this.#cluster().start();
    } catch {
      this.#isDirty = true;
    }
  }

  #open(lesson: Lesson): Promise<Session> {
    return Session.open({ lesson, cluster: this.#cluster(), dir: this.#dir, language: 'en', unseen: true });
  }

  #cluster() {
    const { cluster } = runFiles(this.#dir);
    return practiceCluster({ dir: join(cluster, 'practice'), speed: practiceSpeed });
  }
}

/** @throws InterruptedError as soon as `signal` is aborted */
async function unlessAborted<T>(task: Promise<T>, signal: AbortSignal): Promise<T> {
  const interrupted = () => new InterruptedError('Interrupted.');
  if (signal.aborted) throw interrupted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(interrupted());
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([task, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
