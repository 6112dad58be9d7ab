import type { Writable } from 'node:stream';

/** Takes what a program prints. */
export interface Output {
  (data: string | Uint8Array): void;
  /** What to wait for before more is printed; undefined while there is room. Without it there always is. */
  readonly full?: () => Promise<void> | undefined;
}

/** Hands on to a stream, as fast as that one is read. */
export function outputTo(stream: Writable): Output {
  const write = (data: string | Uint8Array) => void (stream.writable && stream.write(data));
  const full = () => {
    if (!stream.writable || !stream.writableNeedDrain) return undefined;
    return new Promise<void>((resolve) => {
      const done = () => {
        for (const event of ends) stream.off(event, done);
        resolve();
      };
      for (const event of ends) stream.on(event, done);
    });
  };
  return Object.assign(write, { full });
}

/** A reader that is gone takes everything. */
const ends = ['drain', 'close', 'finish', 'error'] as const;
