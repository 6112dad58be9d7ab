import type { ContainerRecord } from './record.ts';

const firstWait = 100;
const longestWait = 60_000;
/** A container that ran this long begins with the first wait again. */
const forgottenAfter = 10_000;

/** How long a container waits before it is started once more. */
export class RestartWait {
  #wait = 0;

  /** Milliseconds. @param ran how long it did, in milliseconds */
  next(ran: number): number {
    this.#wait = this.#wait === 0 || ran > forgottenAfter ? firstWait : Math.min(this.#wait * 2, longestWait);
    return this.#wait;
  }

  reset(): void {
    this.#wait = 0;
  }
}

/** Whether a container that ended is started again. */
export function startsAgain({ spec, stopped, restartCount }: ContainerRecord, exitCode: number): boolean {
  const { name, maximum } = spec.restart;
  if (stopped) return false;
  if (name === 'on-failure') return exitCode !== 0 && (maximum === 0 || restartCount < maximum);
  return name === 'always' || name === 'unless-stopped';
}

/** Whether a container is started when the engine is. */
export function startsWithEngine({ spec, stopped, state }: ContainerRecord): boolean {
  const { name } = spec.restart;
  if (name === 'always') return state.status !== 'created';
  return name !== 'no' && !stopped && (state.status === 'running' || state.status === 'restarting');
}
