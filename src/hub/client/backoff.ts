/** Milliseconds: a single request that fails is felt by nobody. */
const first = 200;
const longest = 20_000;

/** How long to wait before trying again: longer each time, and never all of a class at the same moment. */
export class Backoff {
  #tries = 0;

  /** It worked: next time one begins anew. */
  reset(): void {
    this.#tries = 0;
  }

  /** Milliseconds. */
  next(): number {
    const most = Math.min(longest, first * 2 ** this.#tries);
    this.#tries++;
    return most / 2 + (Math.random() * most) / 2;
  }
}
