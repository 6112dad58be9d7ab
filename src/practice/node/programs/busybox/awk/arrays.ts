import type { Value } from './values.ts';

/** As many buckets as busybox's tables have, one after the other, as they fill. */
const sizes = [61, 251, 1021, 4093, 16_381, 65_521];
/** Entries a bucket, at which a table grows. */
const fullAt = 10;

/** An array; its keys come in the order in which busybox's table has them. */
export class AwkArray {
  readonly #values = new Map<string, Value>();
  #size = 0;

  get length(): number {
    return this.#values.size;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** To ask for what is not there makes it. */
  get(key: string): Value {
    if (!this.#values.has(key)) this.set(key, undefined);
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    const size = sizes[this.#size] ?? 0;
    if (this.#values.size > size * fullAt && this.#size < sizes.length - 1) this.#size += 1;
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
    this.#size = 0;
  }

  keys(): string[] {
    const size = sizes[this.#size] ?? 1;
    const buckets = new Map<number, string[]>();
    for (const key of this.#values.keys()) {
      const bucket = hash(key) % size;
      const keys = buckets.get(bucket) ?? [];
      // The latest stands first.
      keys.unshift(key);
      buckets.set(bucket, keys);
    }
    return [...buckets.keys()].sort((a, b) => a - b).flatMap((bucket) => buckets.get(bucket) ?? []);
  }
}

function hash(key: string): number {
  let sum = 0;
  for (const byte of Buffer.from(key)) sum = (Math.imul(sum, 63) + byte) >>> 0;
  return sum;
}
