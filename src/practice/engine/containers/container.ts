import type { ContainerInterface } from '../../node/network/pod-network.ts';
import { type Container, type Exit, startContainer } from '../../node/runtime/container.ts';
import { type ContainerPaths, createContainerPaths } from '../../node/runtime/container-paths.ts';
import { createLogFile, type LogFile } from '../../node/runtime/log-file.ts';
import { type Reading, readMeter } from '../../node/runtime/meter.ts';
import { EngineError } from '../errors.ts';
import { Audience } from './audience.ts';
import type { ContainerContext } from './context.ts';
import type { Station } from './fabric.ts';
import { watchHealth } from './health.ts';
import { openStation } from './network-setup.ts';
import { prepareStart } from './prepare-start.ts';
import type { Published } from './publish.ts';
import type { ContainerRecord } from './record.ts';
import { RestartWait, startsAgain } from './restart.ts';
import { startFailure } from './start-failure.ts';

/** How long a container may take to end unless it says otherwise, in seconds. */
const stopTimeout = 10;

/** One container of the engine, whether it runs or not. */
export class EngineContainer {
  readonly record: ContainerRecord;
  readonly audience = new Audience();
  readonly #context: ContainerContext;
  readonly #removed: (container: EngineContainer) => void;
  #running: Container | undefined;
  #station: Station | undefined;
  #published: Published | undefined;
  #interface: ContainerInterface | undefined;
  #root: string | undefined;
  #log: LogFile | undefined;
  #ended: Promise<void> = Promise.resolve();
  #waiting = new Set<() => void>();
  #wait = new RestartWait();
  #patience = new AbortController();

  constructor(record: ContainerRecord, context: ContainerContext, removed: (one: EngineContainer) => void) {
    this.record = record;
    this.#context = context;
    this.#removed = removed;
  }

  get station(): Station | undefined {
    return this.#station;
  }

  get published() {
    return this.#published?.bindings ?? [];
  }

  get running(): boolean {
    return this.#running !== undefined;
  }

  /** The container itself. @throws EngineError 409 unless it runs */
  get process(): Container {
    if (!this.#running) throw new EngineError(409, `container ${this.record.id} is not running`);
    return this.#running;
  }

  get logFile(): string {
    return this.#context.folders.log(this.record.id, 'engine', 0);
  }

  /** What its threads have used so far; undefined where it has none. */
  async reading(): Promise<Reading | undefined> {
    return this.#interface && this.#running ? readMeter(this.#interface) : undefined;
  }

  /** What it printed so far, in all its runs. */
  get log(): LogFile {
    if (this.#log) return this.#log;
    const log = createLogFile(this.logFile, this.#context.clock.now);
    log.end();
    return log;
  }

  /** Its files on this machine, made from its image when they are first asked for. */
  async root(): Promise<string> {
    const { images, folders } = this.#context;
    const image = images.resolve(this.record.imageId)?.image;
    if (!image) throw new EngineError(404, `No such image: ${this.record.spec.image}`);
    this.#root ??= await folders.root(this.record.id, 'engine', image, true);
    return this.#root;
  }

  /** Its paths as it sees them, or will when it runs. */
  async paths(): Promise<ContainerPaths> {
    const mounts = this.record.mounts.filter(({ type }) => type !== 'tmpfs');
    return createContainerPaths(
      await this.root(),
      mounts.map(({ target, source, readOnly }) => ({ at: target, source, readOnly })),
    );
  }

  /** @throws EngineError with the reason why it does not start, which the container remembers */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#patience.abort();
    this.record.stopped = false;
    this.#wait.reset();
    try {
      await this.#launch();
    } catch (error) {
      if (this.record.spec.autoRemove) this.#cleanUp();
      throw error;
    }
  }

  /** Ends it for good. Resolves when it has ended. @param timeout seconds; the container's own if undefined */
  async stop(timeout?: number): Promise<void> {
    this.record.stopped = true;
    this.#patience.abort();
    const { spec } = this.record;
    const seconds = timeout ?? spec.stopTimeout ?? stopTimeout;
    if (!this.#running) return this.#settle('exited');
    if (seconds < 0) this.#running.signal(spec.stopSignal ?? 'SIGTERM');
    else if (spec.stopSignal === 'SIGKILL') this.#running.signal('SIGKILL');
    else await this.#running.stop(seconds * 1000);
    await this.#ended;
  }

  /** @throws EngineError 409 */
  async kill(signal: string): Promise<void> {
    const running = this.#running;
    if (!running) {
      throw new EngineError(
        409,
        `cannot kill container: ${this.record.name}: container ${this.record.id} is not running`,
      );
    }
    if (signal === 'SIGKILL') this.record.stopped = true;
    running.signal(signal);
    if (signal === 'SIGKILL') await this.#ended;
  }

  /** Resolves to the exit code when it does not run, or at its next end. */
  async wait(condition: 'not-running' | 'next-exit', signal: AbortSignal): Promise<number> {
    const { state } = this.record;
    const isOver = () =>
      condition === 'not-running' && state.status !== 'running' && state.status !== 'restarting';
    while (!isOver() && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (condition !== 'not-running') break;
    }
    return state.exitCode;
  }

  /** Takes it away with all its files. */
  remove(): void {
    this.#patience.abort();
    this.#context.folders.remove(this.record.id);
    this.#removed(this);
  }

  /** Ends it because the engine ends; it is taken up again as its restart policy has it. */
  async suspend(grace: number): Promise<void> {
    const { stopped } = this.record;
    const { status } = this.record.state;
    this.record.stopped = true;
    this.#patience.abort();
    await this.#running?.stop(grace);
    await this.#ended;
    this.record.stopped = stopped;
    if (status === 'running' || status === 'restarting') this.record.state.status = status;
  }

  async #launch(): Promise<void> {
    const { clock } = this.#context;
    const { record } = this;
    const { state } = record;
    const began = clock.now();
    try {
      const root = await this.root();
      const station = openStation(this, this.#context);
      this.#station = station.own;
      const { bindings, endpoint } = station;
      if (station.own)
        this.#published = await this.#context.publisher.publish(station.own, bindings, endpoint);
      const log = createLogFile(this.logFile, clock.now);
      this.#log = log;
      this.#interface = station.pod.container();
      this.#running = startContainer({
        ...prepareStart(record, root, station.pod, this.#context),
        network: this.#interface,
        output: (stream, data) => {
          // What a program says after its container has ended is nobody's.
          if (this.#log !== log) return;
          log.write(stream, data);
          this.audience.show(stream, data);
        },
      });
    } catch (error) {
      this.#letGo();
      throw this.#couldNotStart(error);
    }
    Object.assign(state, {
      status: 'running',
      exitCode: 0,
      error: '',
      oomKilled: false,
      startedAt: new Date(clock.now()).toISOString(),
    });
    this.#context.save();
    this.#watchHealth(this.#running);
    this.#ended = this.#running.exited.then((exit) =>
      this.#onExit(exit, (clock.now() - began) * clock.speed),
    );
  }

  #watchHealth(container: Container): void {
    const { healthcheck: check, state } = this.record;
    delete state.health;
    if (!check) return;
    const over = new AbortController();
    void container.exited.then(() => over.abort());
    void watchHealth({
      container,
      check,
      clock: this.#context.clock,
      signal: over.signal,
      onChange: (health) => {
        state.health = health;
      },
    });
  }

  #onExit(exit: Exit, ran: number): void {
    const { record } = this;
    this.#letGo();
    Object.assign(record.state, {
      exitCode: exit.exitCode,
      oomKilled: exit.reason === 'OOMKilled',
      finishedAt: new Date(this.#context.clock.now()).toISOString(),
    });
    if (record.spec.autoRemove) {
      this.#settle('exited');
      this.#cleanUp();
    } else if (startsAgain(record, exit.exitCode)) {
      this.#settle('restarting');
      void this.#startAgain(this.#wait.next(ran));
    } else {
      this.#settle('exited');
    }
  }

  async #startAgain(wait: number): Promise<void> {
    const patience = new AbortController();
    this.#patience = patience;
    if (!(await this.#context.clock.sleep(wait, patience.signal))) return;
    this.record.restartCount += 1;
    // What went wrong is in its state.
    await this.#launch().catch(() => this.#settle('exited'));
  }

  /** What `--rm` does besides: volumes without a name go with their container. */
  #cleanUp(): void {
    const { volumes } = this.#context;
    for (const { type, name } of this.record.mounts) {
      if (type === 'volume' && volumes.list().some((one) => one.name === name && one.anonymous))
        volumes.remove(name);
    }
    this.remove();
  }

  #letGo(): void {
    this.#running = undefined;
    this.#published?.close();
    this.#published = undefined;
    this.#station?.close();
    this.#station = undefined;
    this.#log?.end();
    this.#log = undefined;
  }

  #settle(status: 'exited' | 'restarting'): void {
    if (this.record.state.status !== 'created') this.record.state.status = status;
    this.#context.save();
    this.#wake();
  }

  #wake(): void {
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }

  #couldNotStart(error: unknown): EngineError {
    const failure = startFailure(error);
    Object.assign(this.record.state, { exitCode: failure.exitCode, error: failure.message });
    this.#context.save();
    this.#wake();
    return new EngineError(failure.status, failure.message);
  }
}
