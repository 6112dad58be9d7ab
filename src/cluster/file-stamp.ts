import { stat } from 'node:fs/promises';

/** What `stampOf` gives while there is no file. */
export const missing = 'missing';

/** A text that changes when the file at `path` does. */
export async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return missing;
  }
}

/**
 * Calls back whenever the file appears, changes or goes, until `signal` is aborted. It is asked for every `pause`
 * milliseconds, which works where notices of change do not (shared folders) and for files that are not there yet.
 */
export function onFileChange(path: string, pause: number, listener: () => void, signal: AbortSignal): void {
  let last: string | undefined;
  const look = async () => {
    const stamp = await stampOf(path);
    if (signal.aborted) return;
    const changed = last !== undefined && stamp !== last;
    last = stamp;
    timer = setTimeout(look, pause);
    timer.unref();
    if (changed) listener();
  };
  let timer: NodeJS.Timeout | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  void look();
}
