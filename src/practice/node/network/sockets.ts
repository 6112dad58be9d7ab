import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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

/** The same `key` gives the same folder again, so that what a killed process has left there goes with its next start. */
export function createSocketPaths(key: string): SocketPaths {
  const name = `pilotage-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
  let count = 0;
  if (process.platform === 'win32') {
    return { next: () => `\\\\.\\pipe\\${name}-${process.pid}-${++count}`, close: () => undefined };
  }
  const base = Buffer.byteLength(tmpdir()) + name.length < longestFolder ? tmpdir() : '/tmp';
  const folder = ownFolder(path.join(base, name));
  return {
    next: () => path.join(folder, String(++count)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function ownFolder(folder: string): string {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  } catch {
    // Somebody else's: in a folder that all may write to, the name proves nothing.
    return mkdtempSync(`${folder}-`);
  }
}
