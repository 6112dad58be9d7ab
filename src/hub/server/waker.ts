/** Lets one loop sleep until there is something to do, or until it has slept long enough. */
export class Waker {
  #awake = false;
  #rouse: (() => void) | undefined;

  wake(): void {
    this.#awake = true;
    this.#rouse?.();
  }

  /** Resolves at once where it was woken since the last time. @returns false when it was only the time */
  async sleep(ms: number): Promise<boolean> {
    if (!this.#awake) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#rouse = undefined;
    }
    const woken = this.#awake;
    this.#awake = false;
    return woken;
  }
}
