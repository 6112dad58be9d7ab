/** What a loop does while it has nothing to do: sleep until it is woken, or pause before it tries something again. */
export class Nap {
  readonly #signal: AbortSignal;
  #isDue = false;
  #wake = () => {};
  #hurry = () => {};

  /** @param signal ends every nap, and all that come */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  wake(): void {
    this.#isDue = true;
    this.#wake();
  }

  /** Ends a pause: what was waited for may be there. */
  hurry(): void {
    this.#hurry();
  }

  /** Until woken; not at all where that was so since the last sleep. */
  async sleep(): Promise<void> {
    if (!this.#isDue) {
      await this.#until((resolve) => {
        this.#wake = resolve;
        return () => {};
      });
    }
    this.#isDue = false;
  }

  async pause(ms: number): Promise<void> {
    await this.#until((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#hurry = resolve;
      return () => clearTimeout(timer);
    });
  }

  async #until(begin: (resolve: () => void) => () => void): Promise<void> {
    if (this.#signal.aborted) return;
    let end = () => {};
    let abort = () => {};
    await new Promise<void>((resolve) => {
      abort = resolve;
      this.#signal.addEventListener('abort', abort, { once: true });
      end = begin(resolve);
    });
    end();
    this.#signal.removeEventListener('abort', abort);
  }
}
