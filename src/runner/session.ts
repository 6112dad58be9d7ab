import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { type Clock, createClock } from '../base/clock.ts';
import type { Language } from '../base/languages.ts';
import type { CheckContext, Cluster } from '../cluster/types.ts';
import type { Entry, Event } from '../engine/events.ts';
import { reduce, replay } from '../engine/reduce.ts';
import { type Action, actions, currentStep, isSettled, neighbour, path, wanted } from '../engine/select.ts';
import type { RunState } from '../engine/state.ts';
import { copyFiles } from '../lesson/files.ts';
import type { Lesson } from '../lesson/load.ts';
import type { Step } from '../lesson/schema.ts';
import { OutputBuffer } from '../shell/output.ts';
import { createShell } from '../shell/shell.ts';
import type { InteractiveShell, Shell } from '../shell/types.ts';
import { Commands } from './commands.ts';
import { runFiles } from './home.ts';
import { Journal } from './journal.ts';
import { lockRun } from './lock.ts';
import { planOf } from './plan.ts';
import { Watches } from './watches.ts';

export interface SessionOptions {
  readonly lesson: Lesson;
  readonly cluster: Cluster;
  /** The run's folder; made where it is not there. */
  readonly dir: string;
  /** The language that a new run starts in. */
  readonly language: Language;
}

/** What a session tells of its opening, once. */
export interface Opening {
  readonly resumed: boolean;
  /** The end of the journal was cut: at most its last event is lost. */
  readonly cut: boolean;
  /** The step whose command an earlier program was running when it was killed. */
  readonly interrupted: string | undefined;
}

/**
 * One learner going through one lesson. It performs what the engine asks for and writes down what happens; whoever
 * shows it subscribes to `state` and calls the actions. An action that makes no sense now does nothing.
 */
export class Session {
  readonly lesson: Lesson;
  readonly cluster: Cluster;
  readonly opening: Opening;
  readonly #journal: Journal;
  readonly #shell: Shell;
  readonly #unlock: () => void;
  readonly #clock: Clock;
  readonly #files: ReturnType<typeof runFiles>;
  readonly #commands: Commands;
  readonly #watches: Watches;
  readonly #listeners = new Set<(entry?: Entry) => void>();
  readonly #outputListeners = new Set<(text: string) => void>();
  readonly #queue: Event[] = [];
  #env: Readonly<Record<string, string>> = {};
  #state: RunState;
  #draining = false;
  #closed = false;
  #failure: Error | undefined;

  /** @throws PilotageError when the run cannot be opened. */
  static async open(options: SessionOptions): Promise<Session> {
    const unlock = lockRun(options.dir);
    try {
      const files = runFiles(options.dir);
      mkdirSync(files.work, { recursive: true });
      mkdirSync(files.shell, { recursive: true });
      // Only once: what the learner deleted stays deleted.
      if (!existsSync(files.journal)) await copyFiles(options.lesson, files.work);
      const { variables } = options.lesson.file;
      const shell = createShell({
        dir: files.shell,
        cwd: files.work,
        ...(variables ? { seed: variables } : {}),
      });
      await shell.recover();
      await options.cluster.start();
      const session = new Session(options, shell, unlock);
      await session.#environment();
      session.#reconcile();
      return session;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  private constructor(options: SessionOptions, shell: Shell, unlock: () => void) {
    this.lesson = options.lesson;
    this.cluster = options.cluster;
    this.#shell = shell;
    this.#unlock = unlock;
    this.#clock = createClock(options.cluster.speed);
    this.#files = runFiles(options.dir);
    const emit = (event: Event) => this.#emit(event);
    const stepOf = (id: string) => this.step(id);
    this.#commands = new Commands({
      shell,
      stepOf,
      emit,
      env: () => this.#environment(),
      onOutput: (text) => {
        for (const listener of this.#outputListeners) listener(text);
      },
    });
    this.#watches = new Watches({
      clock: this.#clock,
      checksOf: (id) => this.step(id).checks ?? [],
      context: () => this.#checkContext(),
      emit,
    });

    const { journal, recovered } = Journal.open(this.#files.journal);
    this.#journal = journal;
    const before = replay(recovered.entries);
    const plan = planOf(this.lesson.file, this.cluster.kind);
    const { version } = this.lesson.file;
    if (!before) {
      this.#state = this.#first({
        type: 'run-started',
        run: randomUUID(),
        lesson: this.lesson.id,
        version,
        cluster: this.cluster.name,
        language: options.language,
        plan,
      });
      this.opening = { resumed: false, cut: recovered.cut, interrupted: undefined };
      this.#write({ type: 'step-opened', step: path(this.#state)[0]?.plan.id ?? '' });
      return;
    }
    this.#state = before;
    const running = before.steps.find(({ status }) => status === 'running')?.plan.id;
    this.#write({ type: 'run-resumed' });
    if (running)
      this.#write({ type: 'command-ended', step: running, exit: null, ms: 0, ending: 'lost', tail: [] });
    if (JSON.stringify(before.steps.map((step) => step.plan)) !== JSON.stringify(plan)) {
      this.#write({ type: 'plan-changed', version, plan });
    }
    if (!currentStep(this.#state)) {
      const next = path(this.#state).find((step) => !isSettled(step)) ?? path(this.#state)[0];
      if (next) this.#write({ type: 'step-opened', step: next.plan.id });
    }
    this.opening = { resumed: true, cut: recovered.cut, interrupted: running };
  }

  /** The state now; a new object after every event. */
  get state(): RunState {
    return this.#state;
  }

  /** Set when the journal could not be written; the run has stopped at its last event. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Calls back after every event, in order, and without one when the run fails. Returns the call that ends it. */
  subscribe(listener: (entry?: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A step of the lesson, by its id. */
  step(id: string): Step {
    const step = this.lesson.file.steps.find((candidate) => candidate.id === id);
    if (!step) throw new RangeError(`no step ${id} in ${this.lesson.id}`);
    return step;
  }

  /** What a step's last command printed, as it comes. */
  output(step: string): OutputBuffer {
    return this.#commands.output(step);
  }

  /** Calls back with what commands print, as it comes, made harmless to a terminal. Returns the call that ends it. */
  subscribeOutput(listener: (text: string) => void): () => void {
    this.#outputListeners.add(listener);
    return () => this.#outputListeners.delete(listener);
  }

  /** The run's shell variables and what its environment adds. */
  variables(): Readonly<Record<string, string>> {
    return { ...this.#env, ...this.#shell.variables() };
  }

  /** The folder that the run's shell starts in. */
  get workDir(): string {
    return this.#files.work;
  }

  /** Runs the step's command, or the learner's version of it. */
  run(command?: string): void {
    const step = this.#allowed('run');
    const wanted = command ?? (step && this.step(step).run);
    if (step && wanted) this.#emit({ type: 'command-started', step, command: wanted });
  }

  /** Ends the running command. */
  stop(): void {
    const step = this.#allowed('stop');
    if (step) this.#emit({ type: 'stop-requested', step });
  }

  /** Goes on to the next step. At the last one it settles it: the run is finished. */
  next(): void {
    const step = this.#allowed('next') ?? this.#allowed('finish');
    if (!step) return;
    this.#emit({ type: 'step-read', step });
    this.#open(neighbour(this.#state, 1)?.plan.id);
  }

  back(): void {
    if (this.#allowed('back')) this.#open(neighbour(this.#state, -1)?.plan.id);
  }

  skip(): void {
    const step = this.#allowed('skip');
    if (!step) return;
    this.#emit({ type: 'step-skipped', step });
    this.#open(neighbour(this.#state, 1)?.plan.id);
  }

  /** Shows a step, whatever its state. */
  openStep(step: string): void {
    if (currentStep(this.#state)?.status !== 'running') this.#open(step);
  }

  hint(): void {
    const step = this.#allowed('hint');
    if (step) this.#emit({ type: 'hint-shown', step });
  }

  setLanguage(language: Language): void {
    if (language !== this.#state.language) this.#emit({ type: 'language-changed', language });
  }

  /** Hands the run's shell over to the learner. The terminal is theirs until `shellClosed`. */
  async openShell(): Promise<InteractiveShell> {
    const env = await this.#environment();
    this.#emit({ type: 'shell-opened' });
    return this.#shell.interactive(env);
  }

  shellClosed(): void {
    this.#emit({ type: 'shell-closed' });
  }

  /** Takes the effect of a step back by its `undo`, in the run's shell. Resolves to what the command printed last. */
  async undo(step: string): Promise<{ exit: number | null; line: string }> {
    const { undo } = this.step(step);
    if (undo === undefined) return { exit: 0, line: '' };
    const output = new OutputBuffer();
    const env = await this.#environment();
    const { exit } = await this.#shell.run(undo, { env, onOutput: (text) => output.write(text) }).ended;
    return { exit, line: output.tail(1)[0] ?? '' };
  }

  /** Leaves the run: ends its command, keeps everything. The cluster goes on for a while by itself. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#commands.close();
    this.#emit({ type: 'run-left' });
    this.#closed = true;
    this.#watches.close();
    await this.#shell.close();
    this.#journal.close();
    await this.cluster.stop();
    this.#unlock();
  }

  #allowed(action: Action): string | undefined {
    return !this.#closed && actions(this.#state).has(action) ? this.#state.current : undefined;
  }

  #open(step: string | undefined): void {
    if (step !== undefined) this.#emit({ type: 'step-opened', step });
  }

  async #environment(): Promise<Readonly<Record<string, string>>> {
    this.#env = {
      ...(await this.cluster.env()),
      CLUSTER: this.cluster.name,
      LESSON_DIR: this.lesson.dir,
      WORK_DIR: this.#files.work,
    };
    return this.#env;
  }

  #checkContext(): CheckContext {
    const step = currentStep(this.#state);
    return {
      kubeconfig: this.#env.KUBECONFIG ?? '',
      variables: () => this.variables(),
      onVariables: (listener) => this.#shell.onChange(listener),
      probe: (command, signal) => this.#shell.probe(command, this.#env, signal),
      workDir: this.#files.work,
      since: new Date(step?.command?.startedAt ?? step?.openedAt ?? this.#state.startedAt),
      clock: this.#clock,
    };
  }

  #first(event: Event): RunState {
    return reduce(undefined, this.#journal.append(event, new Date(this.#clock.now())));
  }

  /** Events that come while one is being handled wait for their turn: every listener sees them in order. */
  #emit(event: Event): void {
    if (this.#closed || this.#failure) return;
    this.#queue.push(event);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        const entry = this.#write(next);
        this.#reconcile();
        for (const listener of this.#listeners) listener(entry);
      }
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      this.#draining = false;
    }
  }

  #write(event: Event): Entry {
    const entry = this.#journal.append(event, new Date(this.#clock.now()));
    this.#state = reduce(this.#state, entry);
    return entry;
  }

  #reconcile(): void {
    const { command, watch } = wanted(this.#state);
    const step = currentStep(this.#state);
    this.#watches.reconcile(watch);
    this.#commands.reconcile(command, step?.stopping ? 'cancelled' : 'checks');
  }

  #fail(error: Error): void {
    this.#failure = error;
    this.#queue.length = 0;
    this.#watches.close();
    void this.#commands.close();
    for (const listener of this.#listeners) listener();
  }
}
