import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A system's limit for the path of a Unix socket is 104 bytes at its smallest; ours add a few to the folder's. */
const longestFolder = 80;

/** Paths for Unix sockets (named pipes on Windows) in a short folder of their own. */
export interface SocketPaths {
  next(): string;
  /** Removes the folder, and what lies in it. */
  close(): void;
}

export function createSocketPaths(): SocketPaths {
  let count = 0;
  if (process.platform === 'win32') {
    const prefix = `\\\\.\\pipe\\pilotage-${process.pid}-${Date.now().toString(36)}`;
    return { next: () => `${prefix}-${++count}`, close: () => undefined };
  }
  const base = Buffer.byteLength(tmpdir()) < longestFolder - 15 ? tmpdir() : '/tmp';
  const folder = mkdtempSync(path.join(base, 'pilotage-'));
  return {
    next: () => path.join(folder, String(++count)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
