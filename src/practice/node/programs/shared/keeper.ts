import type { Server, Socket } from 'node:net';
import { inWorld } from './world.ts';

/** A socket or server as Node has it inside: what it waits with keeps its process alive, or not. */
type Handled = (Socket | Server) & { _handle?: { hasRef?: () => boolean } | null };

/**
 * What a program has under way. In a process of its own Node would end it once there is nothing; here the thread goes on
 * for the others, and it is this that finds out. It is also what ends all that a program leaves behind.
 */
export class Keeper {
  readonly #onIdle: () => void;
  readonly #sockets = new Set<Handled>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #held = 0;
  #checks = false;
  #ended = false;

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Something began that has no handle of its own. Returns what is to be called at its end. */
  hold(): () => void {
    this.#held += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#held -= 1;
      this.check();
    };
  }

  opened(one: Socket | Server): void {
    if (this.#sockets.has(one)) return;
    if (this.#ended) {
      close(one);
      return;
    }
    this.#sockets.add(one);
    one.once('close', () => {
      this.#sockets.delete(one);
      this.check();
    });
  }

  timer(timer: NodeJS.Timeout): void {
    if (this.#ended) clearTimeout(timer);
    else this.#timers.add(timer);
  }

  /** Looks whether anything is under way, once what runs now is done. */
  check(): void {
    if (this.#checks || this.#ended) return;
    this.#checks = true;
    inWorld(undefined, () =>
      setImmediate(() => {
        this.#checks = false;
        if (!this.#ended && !this.isBusy()) this.#onIdle();
      }),
    );
  }

  /** Ends all of it. */
  end(): void {
    this.#ended = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const one of this.#sockets) close(one);
    this.#timers.clear();
    this.#sockets.clear();
  }

  isBusy(): boolean {
    let waits = this.#held > 0;
    for (const timer of this.#timers) {
      if ((timer as NodeJS.Timeout & { _destroyed: boolean })._destroyed) this.#timers.delete(timer);
      else waits ||= timer.hasRef();
    }
    if (waits) return true;
    for (const one of this.#sockets) if (one._handle?.hasRef?.()) return true;
    return false;
  }
}

function close(one: Socket | Server): void {
  if ('destroy' in one) {
    one.on('error', () => undefined);
    one.destroy();
  } else one.close();
}
