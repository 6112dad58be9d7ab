import { createHash } from 'node:crypto';

/** A name for the content of a lesson: it changes when any of its files does, and with nothing else. */
export function hashOf(parts: Iterable<readonly [name: string, bytes: Uint8Array]>): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of parts) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}
