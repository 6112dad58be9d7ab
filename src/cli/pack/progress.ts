import { sizeText } from './size.ts';

/** What is fetched, on one line of a terminal that is written over, or else a line an image. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  #shown = '';
  #at = 0;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  asks(name: string): void {
    if (this.#out.isTTY) this.#line(`${name}: asking its registry …`);
  }

  brings(name: string, bytes: number, of: number): void {
    if (!this.#out.isTTY) {
      if (name !== this.#shown) this.#out.write(`fetching ${name} (${sizeText(of)})\n`);
      this.#shown = name;
      return;
    }
    // A terminal need not be told more often than anybody reads.
    const now = Date.now();
    if (bytes < of && now - this.#at < 100) return;
    this.#at = now;
    this.#line(`${name}: ${sizeText(bytes)} of ${sizeText(of)}`);
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001B[K');
  }

  #line(text: string): void {
    this.#out.write(`\r\u001B[K${text.slice(0, (this.#out.columns ?? 80) - 1)}`);
  }
}
