import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Notice } from '../../hub/server/app.ts';

/** More of them say nothing new, and would fill a disk. */
const most = 20_000;

/** Writes down what a room's server refused, a JSON object a line: into a file, or to standard error. */
export function noticeWriter(file: string | undefined): (notice: Notice) => void {
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let written = 0;
  return (notice) => {
    if (written++ >= most) return;
    const line = `${JSON.stringify(notice)}\n`;
    if (file === undefined) process.stderr.write(line);
    else appendFileSync(file, line, { mode: 0o600 });
  };
}
