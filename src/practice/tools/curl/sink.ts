import { closeSync, openSync, writeSync } from 'node:fs';
import type { Streams } from '../common/streams.ts';
import { CurlError } from './errors.ts';

/** Where the body of a transfer goes. */
export interface Sink {
  /** @throws CurlError when it cannot be written */
  write(data: string | Uint8Array): void;
  close(): void;
}

const BINARY = `Warning: Binary output can mess up your terminal. Use "--output -" to tell
Warning: curl to output it to your terminal anyway, or consider "--output
Warning: <FILE>" to save to a file.
`;

/** @param anyway to write binary data even to a terminal */
export function standardOutput(streams: Streams, isTerminal: boolean, anyway: boolean): Sink {
  return {
    write(data) {
      if (isTerminal && !anyway && typeof data !== 'string' && data.includes(0)) {
        streams.err(BINARY);
        throw new CurlError(23, 'Failure writing output to destination');
      }
      streams.out(data);
    },
    close() {},
  };
}

/** The file is made with the first byte, as curl does. */
export function fileOutput(path: string): Sink {
  let file: number | undefined;
  return {
    write(data) {
      try {
        file ??= openSync(path, 'w');
        writeSync(file, typeof data === 'string' ? Buffer.from(data) : data);
      } catch {
        throw new CurlError(23, 'Failure writing output to destination');
      }
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}
