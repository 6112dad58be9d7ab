import type { Clock } from '../../base/clock.ts';

/** Wrong codes that one address may try within the window: a class that sits behind one address mistypes some. */
const allowed = 20;
const window = 60_000;
const longestLock = 15 * 60_000;
/** Addresses that are remembered; the one that was heard of longest ago is forgotten first. */
const remembered = 10_000;

interface Record {
  wrong: number;
  since: number;
  locks: number;
  lockedUntil: number;
}

/** Locks an address out that guesses codes: a minute at first, twice as long each time, up to a quarter of an hour. */
export class Attempts {
  readonly #clock: Clock;
  readonly #records = new Map<string, Record>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds for which an address has to wait; 0 where it may try. */
  wait(address: string): number {
    const until = this.#records.get(networkOf(address))?.lockedUntil ?? 0;
    return Math.max(0, until - this.#clock.now());
  }

  wrong(address: string): void {
    const network = networkOf(address);
    const now = this.#clock.now();
    const record = this.#records.get(network) ?? { wrong: 0, since: now, locks: 0, lockedUntil: 0 };
    this.#records.delete(network);
    this.#records.set(network, record);
    if (now - record.since > window) Object.assign(record, { wrong: 0, since: now });
    record.wrong++;
    if (record.wrong >= allowed) {
      record.lockedUntil = now + Math.min(longestLock, window * 2 ** record.locks);
      record.locks++;
      record.wrong = 0;
    }
    const [oldest] = this.#records.keys();
    if (this.#records.size > remembered && oldest !== undefined) this.#records.delete(oldest);
  }
}

/** Whoever has one IPv6 address has the 2^64 of its network. */
function networkOf(address: string): string {
  const v4 = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (v4 !== undefined || !address.includes(':')) return v4 ?? address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const last = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - last.length }, () => '0');
  return [...groups, ...zeros, ...last].slice(0, 4).join(':');
}
