import { Worker } from 'node:worker_threads';
import { distDir } from '../../../../base/package-root.ts';
import { type Reading, readWorker } from '../../runtime/meter.ts';
import { defaultHeap } from '../../settings.ts';
import type { FromShared, StartProgram, ToShared } from '../shared/protocol.ts';
import { interrupt } from './interrupt.ts';

/** Where the code of the shared thread begins: the source, or what the build makes of it. */
const bootstrap = import.meta.url.endsWith('.ts')
  ? new URL('../shared-bootstrap.ts', import.meta.url)
  : `${distDir}/containers.js`;

/** Milliseconds of real time after which it is looked whether the thread gives way. */
const lookEvery = 500;

/** Microseconds of CPU time that it may take for an answer: it may also be this machine that does not give way. */
const patience = 300_000;

/** Milliseconds of real time that a reading may take. */
const readingTakes = 400;

/** As often as this, one after the other, it is tried to end no more than what keeps the thread busy. */
const mostInterruptions = 5;

/** A program as its thread's owner knows it. */
export interface Member {
  /** It did not give way to the others, or their thread is lost: it has to begin anew by itself. */
  readonly onEvicted: () => void;
}

/**
 * A thread in which several containers' programs run by turns, each in a world of its own: a thread takes 10 MB before
 * it does anything. A program that keeps the others waiting is taken out of it.
 */
export class SharedThread {
  readonly #worker: Worker;
  readonly #members = new Map<number, Member>();
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;
  #interruptions = 0;
  #ended = false;
  #load: ReturnType<Worker['performance']['eventLoopUtilization']> | undefined;
  /** CPU time at which it was asked for an answer that has not come yet. */
  #askedAt: number | undefined;
  #readings: ((reading: FromShared & { type: 'reading' }) => void)[] = [];

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.#worker = new Worker(bootstrap, {
      env: {},
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        '--experimental-vm-modules',
        // A program that is interrupted leaves Node's account of what called what unfinished.
        '--no-force-async-hooks-checks',
      ],
      resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: defaultHeap / 2 ** 20 },
    });
    this.#worker.on('message', (message: FromShared) => {
      // The first is said unasked, when the thread has begun.
      if (message.type === 'pong') this.#heard();
      else for (const hear of this.#readings.splice(0)) hear(message);
    });
    // Without it an error would be the host's own; `exit` follows.
    this.#worker.on('error', () => undefined);
    this.#worker.once('exit', () => this.#lost());
  }

  start(message: StartProgram, member: Member): void {
    this.#members.set(message.id, member);
    this.#worker.postMessage(message, [message.port]);
  }

  /** It has ended by itself. */
  forget(id: number): void {
    this.#members.delete(id);
    if (this.#members.size === 0) this.#end();
  }

  /** Ends it. */
  drop(id: number): void {
    this.#tell({ type: 'drop', id });
    this.forget(id);
  }

  /** What one program has used: the time is its own, the memory its part of all. */
  async read(id: number): Promise<Reading> {
    const reading = await new Promise<(FromShared & { type: 'reading' }) | undefined>((resolve) => {
      this.#readings.push(resolve);
      setTimeout(resolve, readingTakes, undefined).unref();
      if (this.#readings.length === 1) this.#tell({ type: 'read' });
    });
    if (reading) return { cpu: reading.cpu.get(id) ?? 0, memory: reading.memory / this.#members.size };
    // It is busy, with one of them.
    const whole = await readWorker(this.#worker);
    return { cpu: 0, memory: whole.memory / this.#members.size };
  }

  #tell(message: ToShared): void {
    this.#worker.postMessage(message);
  }

  /** A loop that was idle for a moment gives way; one that was not has to answer. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const before = this.#load;
    const { performance } = this.#worker;
    this.#load = performance.eventLoopUtilization();
    const { idle } = performance.eventLoopUtilization(this.#load, before);
    if (idle > 0 || !before) this.#heard();
    else {
      const { cpu } = await readWorker(this.#worker);
      if (this.#askedAt === undefined) {
        this.#askedAt = cpu;
        this.#tell({ type: 'ping' });
      } else if (cpu - this.#askedAt > patience) await this.#evict();
    }
    this.#looking = false;
  }

  #heard(): void {
    this.#askedAt = undefined;
    this.#interruptions = 0;
    this.#timer ??= setInterval(() => void this.#look(), lookEvery).unref();
  }

  async #evict(): Promise<void> {
    this.#interruptions += 1;
    this.#askedAt = undefined;
    if (this.#interruptions > mostInterruptions) {
      await this.#worker.terminate();
      return;
    }
    const id = await interrupt(this.#worker.threadId);
    const member = id === undefined ? undefined : this.#members.get(id);
    if (id === undefined || !member) return;
    this.drop(id);
    member.onEvicted();
  }

  /** All begin anew, each by itself: nobody can say any more whose fault it was. */
  #lost(): void {
    this.#end();
    const members = [...this.#members.values()];
    this.#members.clear();
    for (const { onEvicted } of members) onEvicted();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#timer);
    this.#onEnd();
    void this.#worker.terminate();
  }
}
