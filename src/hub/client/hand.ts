import { randomUUID } from 'node:crypto';
import type { HandRequest } from '../protocol/requests.ts';
import type { LearnerView } from '../protocol/view.ts';

/** What is sent with a raised hand so that one can help. */
export interface Help {
  readonly step: string | null;
  readonly command: string;
  readonly output: readonly string[];
}

/** A learner's hand: raised at once here, and in the room as soon as that can be reached. */
export class Hand {
  readonly #send: (request: HandRequest) => Promise<boolean>;
  #raised: (Help & { readonly hand: string }) | undefined;
  /** The room has shown it. */
  #shown = false;
  /** To be taken down in the room, too. */
  readonly #lowered = new Set<string>();
  #isSaid = true;
  #sending = false;

  /** @param send resolves to false where it is to be tried again when the room can be reached */
  constructor(send: (request: HandRequest) => Promise<boolean>) {
    this.#send = send;
  }

  get isUp(): boolean {
    return this.#raised !== undefined;
  }

  raise(help: Help): void {
    this.lower();
    this.#raised = { ...help, hand: randomUUID() };
    this.#shown = false;
    this.#isSaid = false;
    void this.tell();
  }

  lower(): void {
    if (!this.#raised) return;
    this.#lowered.add(this.#raised.hand);
    this.#raised = undefined;
    void this.tell();
  }

  /** What the room shows now: a hand that was up and is not was taken care of by the instructor. */
  seen({ hand }: LearnerView): void {
    const own = this.#raised?.hand;
    // One that an earlier start of this program raised.
    if (hand && hand.hand !== own && !this.#raised && !this.#lowered.has(hand.hand)) {
      this.#raised = { step: null, command: '', output: [], hand: hand.hand };
      this.#shown = true;
      this.#isSaid = true;
    } else if (hand && hand.hand === own) this.#shown = true;
    else if (own !== undefined && this.#shown) this.#raised = undefined;
  }

  /** Says what the room does not know yet. */
  async tell(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (const hand of this.#lowered) {
        if (!(await this.#send({ v: 1, raised: false, hand }))) return;
        this.#lowered.delete(hand);
      }
      while (this.#raised && !this.#isSaid) {
        const { output, ...raised } = this.#raised;
        if (!(await this.#send({ v: 1, raised: true, ...raised, output: [...output] }))) return;
        if (this.#raised?.hand === raised.hand) this.#isSaid = true;
      }
    } finally {
      this.#sending = false;
    }
    if (this.#lowered.size > 0) await this.tell();
  }
}
