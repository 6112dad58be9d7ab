import { currentStep } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';

interface Going {
  /** A step is done, and the next one opens after so many seconds. */
  readonly announce: (seconds: number) => void;
  readonly goOn: () => void;
}

/** Goes on by itself from a step that is done, unless the learner does something meanwhile. */
export class Pace {
  readonly #session: Session;
  readonly #delay: number | undefined;
  readonly #going: Going;
  #wasDone: boolean;
  #timer: NodeJS.Timeout | undefined;

  /** @param delay milliseconds; undefined waits for the learner, however long */
  constructor(session: Session, delay: number | undefined, going: Going) {
    this.#session = session;
    this.#delay = delay;
    this.#going = going;
    this.#wasDone = this.#isDone();
  }

  /** To be called after every event. */
  keep(): void {
    const isDone = this.#isDone();
    const justDone = isDone && !this.#wasDone;
    this.#wasDone = isDone;
    if (!isDone) this.hold();
    if (!justDone || this.#delay === undefined) return;
    this.#timer = setTimeout(this.#going.goOn, this.#delay);
    this.#going.announce(Math.ceil(this.#delay / 1000));
  }

  /** Stays where it is. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  #isDone(): boolean {
    return currentStep(this.#session.state)?.status === 'done';
  }
}
