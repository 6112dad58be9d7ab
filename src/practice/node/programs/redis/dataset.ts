/** What a key can hold. */
export type Value =
  | { type: 'string'; data: string }
  | { type: 'hash'; data: Map<string, string> }
  | { type: 'list'; data: string[] }
  | { type: 'set'; data: Set<string> }
  | { type: 'zset'; data: Map<string, number> };

export type Type = Value['type'];
type DataOf<T extends Type> = Extract<Value, { type: T }>['data'];

/** A command was given a key that holds another kind of thing. */
export class WrongType extends Error {
  constructor() {
    super('WRONGTYPE Operation against a key holding the wrong kind of value');
  }
}

/** One numbered database. Keys that have expired are gone when they are next looked at. */
export class Database {
  readonly #values = new Map<string, Value>();
  readonly #expiry = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  value(key: string): Value | undefined {
    const expires = this.#expiry.get(key);
    if (expires !== undefined && expires <= this.#now()) this.delete(key);
    return this.#values.get(key);
  }

  /** @throws WrongType */
  get<T extends Type>(key: string, type: T): DataOf<T> | undefined {
    const value = this.value(key);
    if (value && value.type !== type) throw new WrongType();
    return value?.data as DataOf<T> | undefined;
  }

  /** As `get`; makes an empty one where there is none. @throws WrongType */
  open<T extends Exclude<Type, 'string'>>(key: string, type: T): DataOf<T> {
    const found = this.get(key, type);
    if (found !== undefined) return found;
    const data = type === 'list' ? [] : type === 'set' ? new Set<string>() : new Map();
    this.#values.set(key, { type, data } as Value);
    return data as DataOf<T>;
  }

  /** Takes a key away that holds nothing any more. */
  prune(key: string): void {
    const value = this.#values.get(key);
    if (!value || value.type === 'string') return;
    if ((value.type === 'list' ? value.data.length : value.data.size) === 0) this.delete(key);
  }

  set(key: string, value: Value): void {
    this.#values.set(key, value);
    this.#expiry.delete(key);
  }

  /** As `set`, and keeps when it expires. */
  replace(key: string, data: string): void {
    this.#values.set(key, { type: 'string', data });
  }

  delete(key: string): boolean {
    this.#expiry.delete(key);
    return this.#values.delete(key);
  }

  /** Milliseconds since the epoch at which it expires. */
  expiry(key: string): number | undefined {
    return this.value(key) ? this.#expiry.get(key) : undefined;
  }

  expireAt(key: string, time: number | undefined): void {
    if (time === undefined) this.#expiry.delete(key);
    else this.#expiry.set(key, time);
  }

  keys(): string[] {
    return [...this.#values.keys()].filter((key) => this.value(key) !== undefined);
  }

  clear(): void {
    this.#values.clear();
    this.#expiry.clear();
  }

  toJSON(): unknown {
    return this.keys().map((key) => {
      const value = this.#values.get(key) as Value;
      const data = value.type === 'string' || value.type === 'list' ? value.data : [...value.data];
      return [key, value.type, data, this.#expiry.get(key) ?? null];
    });
  }

  load(entries: [key: string, type: Type, data: unknown, expires: number | null][]): void {
    for (const [key, type, data, expires] of entries) {
      const held =
        type === 'hash' || type === 'zset'
          ? new Map(data as [string, never][])
          : type === 'set'
            ? new Set(data as string[])
            : data;
      this.set(key, { type, data: held } as Value);
      if (expires !== null) this.#expiry.set(key, expires);
    }
  }
}
