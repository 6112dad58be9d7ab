import { type FileHandle, open } from 'node:fs/promises';
import type { Entry } from '../../engine/events.ts';

const chunk = 64 * 1024;

/** Reads a journal that is being written, from any entry on, a piece at a time: whoever writes it never waits. */
export class JournalTail {
  readonly #file: string;
  #handle: FileHandle | undefined;
  /** Where the line of the entry with this number begins. */
  #at = 0;
  #seq = 1;

  constructor(file: string) {
    this.#file = file;
  }

  /** At most `count` entries, and so many bytes of them, from the number `from` on; fewer where there are not more yet. */
  async read(from: number, count: number, bytes: number): Promise<Entry[]> {
    if (from < this.#seq) {
      this.#at = 0;
      this.#seq = 1;
    }
    const entries: Entry[] = [];
    let size = 0;
    for (;;) {
      const { lines, end } = await this.#lines();
      if (lines.length === 0) return entries;
      for (const line of lines) {
        if (this.#seq >= from) {
          if (entries.length === count || size > bytes) return entries;
          entries.push(JSON.parse(line.toString()) as Entry);
          size += line.length;
        }
        this.#at += line.length + 1;
        this.#seq++;
      }
      if (end) return entries;
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  /** The complete lines from here on, at least one where there is one. `end`: the file has no more now. */
  async #lines(): Promise<{ lines: Buffer[]; end: boolean }> {
    this.#handle ??= await open(this.#file, 'r');
    let text = Buffer.alloc(0);
    for (;;) {
      const { bytesRead, buffer } = await this.#handle.read(
        Buffer.alloc(chunk),
        0,
        chunk,
        this.#at + text.length,
      );
      text = Buffer.concat([text, buffer.subarray(0, bytesRead)]);
      const last = text.lastIndexOf(0x0a);
      if (last === -1 && bytesRead > 0) continue;
      return { lines: last === -1 ? [] : split(text.subarray(0, last)), end: bytesRead < chunk };
    }
  }
}

function split(text: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = text.indexOf(0x0a); end !== -1; end = text.indexOf(0x0a, start)) {
    lines.push(text.subarray(start, end));
    start = end + 1;
  }
  return [...lines, text.subarray(start)];
}
