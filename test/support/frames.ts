import { expect } from 'vitest';
import type { TestScreen } from './screen.ts';
import { steady } from './steady.ts';

/** The moments of a test, each with its name above it, as one snapshot that people review. */
export class Frames {
  readonly #screen: () => TestScreen;
  readonly #columns: number;
  readonly #parts: string[] = [];

  /** @param columns as wide as the screen is */
  constructor(screen: () => TestScreen, columns: number) {
    this.#screen = screen;
    this.#columns = columns;
  }

  /** Waits until the screen shows something, and keeps what it shows. */
  async take(name: string, wanted: string | RegExp): Promise<void> {
    // What checks look at is seen a moment after the step is.
    const isShown = (text: string) =>
      text.search(wanted) !== -1 && !/looking …|on regarde …|正在查看 …/.test(text);
    const text = steady(await this.#screen().until(isShown));
    this.#parts.push(`── ${name} ${'─'.repeat(this.#columns - name.length - 4)}`, text, '');
  }

  /** @param file the snapshot's path */
  async match(file: string): Promise<void> {
    await expect(this.#parts.join('\n')).toMatchFileSnapshot(file);
  }
}
