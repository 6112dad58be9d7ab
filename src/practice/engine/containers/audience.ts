import type { Writable } from 'node:stream';

export interface Listener {
  stdout: Writable | undefined;
  stderr: Writable | undefined;
}

/** Those who see what a container prints, as it prints it. */
export class Audience {
  readonly #listeners = new Set<Listener>();

  /** Returns the call that ends it. */
  join(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  show(stream: 'stdout' | 'stderr', data: string | Uint8Array): void {
    for (const listener of this.#listeners) listener[stream]?.write(data);
  }
}
