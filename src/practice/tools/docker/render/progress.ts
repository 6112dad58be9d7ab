import type { Failure, Progress } from '../../../engine/api.ts';
import { DaemonError } from '../errors.ts';

export interface ProgressOptions {
  write: (text: string) => void;
  /** Keeps one line a layer, and changes it; otherwise every change is a line of its own. */
  terminal: boolean;
  quiet: boolean;
}

/** Prints the report of a pull or push. @throws DaemonError with the one that it ends with */
export async function showProgress(
  lines: AsyncIterable<Progress | Failure>,
  { write, terminal, quiet }: ProgressOptions,
): Promise<void> {
  const rows = new Map<string, number>();
  let height = 0;
  for await (const line of lines) {
    if ('error' in line) throw new DaemonError(500, line.error);
    if (quiet) continue;
    const text = line.id === undefined || line.id === '' ? line.status : `${line.id}: ${line.status}`;
    if (!terminal || line.id === undefined) {
      // What has no layer ends the block of lines that change.
      rows.clear();
      height = 0;
      write(`${text}\n`);
      continue;
    }
    const row = rows.get(line.id);
    if (row === undefined) {
      rows.set(line.id, height++);
      write(`${text}\n`);
    } else {
      const up = height - row;
      write(`\u001B[${up}A\r\u001B[2K${text}\u001B[${up}B\r`);
    }
  }
}
