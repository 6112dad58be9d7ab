import { type Clock, createClock } from '../base/clock.ts';
import type { Language } from '../base/languages.ts';
import type { CheckContext, Cluster } from '../cluster/types.ts';
import type { Event, OnTheWay } from '../engine/events.ts';
import { answered } from '../engine/questions.ts';
import {
  type Action,
  actions,
  currentStep,
  isBusy,
  isOpenToLearner,
  neighbour,
  wanted,
} from '../engine/select.ts';
import type { RunState } from '../engine/state.ts';
import type { Lesson } from '../lesson/load.ts';
import type { Step } from '../lesson/schema.ts';
import type { OutputBuffer } from '../shell/output.ts';
import type { InteractiveShell, Shell } from '../shell/types.ts';
import { Background } from './background.ts';
import { checkContextOf } from './check-context.ts';
import { Commands } from './commands.ts';
import { EffectsLog } from './effects.ts';
import { runFiles } from './home.ts';
import { keptLines } from './kept-output.ts';
import { lockRun } from './lock.ts';
import { type Opening, openLog } from './open-log.ts';
import { prepare } from './prepare.ts';
import { finishedSteps, probe, resumePatience } from './probing.ts';
import type { RunListener, RunLog } from './run-log.ts';
import type { SessionOptions } from './session-options.ts';
import { runUnseen, type Unseen } from './unseen.ts';
import { Watches } from './watches.ts';

/**
 * One learner going through one lesson. It performs what the engine asks for and writes down what happens; whoever
 * shows it subscribes to `state` and calls the actions. An action that makes no sense now does nothing.
 */
export class Session {
  readonly lesson: Lesson;
  readonly cluster: Cluster;
  readonly opening: Opening;
  readonly background: Background;
  readonly #log: RunLog;
  readonly #shell: Shell;
  readonly #unlock: () => void;
  readonly #clock: Clock;
  readonly #files: ReturnType<typeof runFiles>;
  readonly #commands: Commands;
  readonly #watches: Watches;
  readonly #effects: EffectsLog;
  readonly #over = new AbortController();
  #env: Readonly<Record<string, string>> = {};
  #probed: Promise<void> = Promise.resolve();
  #closed = false;

  /** @throws PilotageError when the run cannot be opened. */
  static async open(options: SessionOptions): Promise<Session> {
    const unlock = lockRun(options.dir);
    try {
      const shell = await prepare(options);
      const session = new Session(options, shell, unlock);
      await (session.opening.resumed ? session.background.startAgain() : session.#environment());
      await session.#effects.begin();
      session.#reconcile();
      if (session.opening.resumed) session.#probed = session.probe(resumePatience);
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
    const emit = (event: Event) => this.#log.emit(event);
    this.#commands = new Commands({
      shell,
      stepOf: (id) => this.step(id),
      emit,
      env: () => this.#effects.looked().then(() => this.#environment()),
      kept: (id) => keptLines(this.state, id),
    });
    this.#watches = new Watches({
      clock: this.#clock,
      checksOf: (id) => this.step(id).checks ?? [],
      context: () => this.checkContext(),
      emit,
      unseen: options.unseen ?? false,
    });
    const opened = openLog({ ...options, file: this.#files.journal, clock: this.#clock });
    ({ log: this.#log, opening: this.opening } = opened);
    this.background = new Background(this, shell, () => this.#environment());
    this.#effects = new EffectsLog(options, () => this.#env.KUBECONFIG, this.#log);
    // First in line: what an event asks for is under way before anybody is shown it.
    this.#log.subscribe((entry) => (entry ? this.#reconcile() : this.#letGo()));
  }

  /** The state now; a new object after every event. */
  get state(): RunState {
    return this.#log.state;
  }

  /** Resolves once it is known of a run that goes on which of its finished steps' effects are there. */
  get probed(): Promise<void> {
    return this.#probed;
  }

  /** Set when the journal could not be written; the run has stopped at its last event. */
  get failure(): Error | undefined {
    return this.#log.failure;
  }

  /** Calls back after every event, in order, and without one when the run fails. Returns the call that ends it. */
  subscribe(listener: RunListener): () => void {
    return this.#log.subscribe(listener);
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
    return this.#commands.onOutput(listener);
  }

  /** The folder that the run's shell starts in. */
  get workDir(): string {
    return this.#files.work;
  }

  /** Runs the step's command, or the learner's version of it. */
  run(command?: string, mark: OnTheWay = {}): void {
    const step = this.#allowed('run');
    const wanted = command ?? (step && this.step(step).run);
    if (step && wanted) this.#log.emit({ type: 'command-started', step, command: wanted, ...mark });
  }

  /** Runs a command of the learner's own in the run's shell, beside the step. */
  aside(command: string): void {
    const step = this.#allowed('aside');
    if (step && command.trim() !== '') this.#log.emit({ type: 'aside-started', step, command });
  }

  stop(): void {
    const step = this.#allowed('stop');
    if (step) this.#log.emit({ type: 'stop-requested', step });
  }

  /** Goes on to the next step. At the last one it settles it: the run is finished. */
  next(mark: OnTheWay = {}): void {
    this.#goOn('step-read', this.#allowed('next') ?? this.#allowed('finish'), mark);
  }

  back(): void {
    if (this.#allowed('back')) this.#open(neighbour(this.state, -1)?.plan.id);
  }

  skip(): void {
    this.#goOn('step-skipped', this.#allowed('skip'));
  }

  /** Shows a step, whatever its state; not one that whoever sets the pace keeps closed. */
  openStep(step: string): void {
    if (!isBusy(currentStep(this.state)) && isOpenToLearner(this.state, step)) this.#open(step);
  }

  /** From now on no step after this one can be opened; null lets go of that. What is open stays open. */
  limit(until: string | null): void {
    if (!this.#closed && until !== (this.state.limit ?? null)) this.#log.emit({ type: 'limit-set', until });
  }

  hint(): void {
    const step = this.#allowed('hint');
    if (step) this.#log.emit({ type: 'hint-shown', step });
  }

  /** Answers the question that is asked now by the number of a choice, from 1. */
  answer(choice: number): void {
    const step = currentStep(this.state);
    const event = step && answered(step, this.step(step.plan.id).questions, choice);
    if (event && !this.#closed) this.#log.emit(event);
  }

  setLanguage(language: Language): void {
    if (language !== this.state.language) this.#log.emit({ type: 'language-changed', language });
  }

  /** Hands the run's shell over to the learner, `greeting` first. The terminal is theirs until `shellClosed`. */
  async openShell(greeting: string): Promise<InteractiveShell> {
    const env = await this.#environment();
    this.#log.emit({ type: 'shell-opened' });
    return this.#shell.interactive(env, greeting);
  }

  shellClosed(): void {
    this.#log.emit({ type: 'shell-closed' });
  }

  /** Takes the effect of a step back by its `undo`, or another command, in the run's shell. Resolves to what it printed last. */
  async undo(step: string, command = this.step(step).undo): Promise<Unseen> {
    return runUnseen(this.#shell, command, await this.#environment());
  }

  /** The same, after which the step is to be done anew. */
  async resetStep(step: string): Promise<Unseen> {
    const undone = await this.undo(step);
    if (undone.exit === 0 && !this.#closed) this.#log.emit({ type: 'step-reset', step });
    return undone;
  }

  /** Leaves the run: ends its command, keeps everything. The cluster goes on for a while by itself. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#commands.close();
    await this.#effects.close();
    this.#log.emit({ type: 'run-left' });
    this.#closed = true;
    this.#over.abort();
    this.#watches.close();
    await this.#shell.close();
    this.#log.close();
    await this.cluster.stop();
    this.#unlock();
  }

  #allowed(action: Action): string | undefined {
    return !this.#closed && actions(this.state).has(action) ? this.state.current : undefined;
  }

  #goOn(type: 'step-read' | 'step-skipped', step: string | undefined, mark: OnTheWay = {}): void {
    if (step === undefined) return;
    this.#log.emit({ type, step, ...mark });
    this.#open(neighbour(this.state, 1)?.plan.id);
  }

  #open(step: string | undefined): void {
    if (step !== undefined) this.#log.emit({ type: 'step-opened', step });
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

  /**
   * Looks whether what the run's finished steps achieved is still so, and writes down what is not.
   * `patience`: milliseconds of wall time that a check may stay red.
   */
  async probe(patience: number): Promise<void> {
    const checksOf = (id: string) => this.step(id).checks ?? [];
    const steps = finishedSteps(this.state, checksOf, (step) => this.checkContext(step));
    const lost = await probe(steps, patience, this.#over.signal);
    for (const { step, reason } of lost) this.#log.emit({ type: 'step-regressed', step, reason });
  }

  /** What the checks of a step may look at. */
  checkContext(step = currentStep(this.state)): CheckContext {
    return checkContextOf(step, this.state, {
      shell: this.#shell,
      clock: this.#clock,
      workDir: this.#files.work,
      env: () => this.#env,
    });
  }

  #reconcile(): void {
    // While it is being closed the learner's shell may still report that it has ended.
    if (this.#closed) return;
    const should = wanted(this.state);
    this.#watches.reconcile(should.watch);
    this.#commands.reconcile(should, currentStep(this.state)?.stopping ? 'cancelled' : 'checks');
  }

  /** The journal takes no more: whatever else would happen, nobody could go on from it. */
  #letGo(): void {
    this.#watches.close();
    void this.#commands.close();
  }
}
