import { readFileSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import * as z from 'zod';

const remembered = 100;

/** What a learner has read already: told once, however often the program is started. */
export class Seen {
  readonly #file: string;
  #ids: readonly string[];

  constructor(file: string) {
    this.#file = file;
    this.#ids = read(file);
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  add(ids: readonly string[]): void {
    const fresh = ids.filter((id) => !this.has(id));
    if (fresh.length === 0) return;
    this.#ids = [...this.#ids, ...fresh].slice(-remembered);
    writeFileAtomic(this.#file, JSON.stringify(this.#ids), { fsync: false });
  }
}

function read(file: string): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
