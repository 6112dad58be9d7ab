import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Reason } from '../../engine/reasons/reasons.ts';
import type { FileCheck } from '../../lesson/schema.ts';
import { missing, stampOf } from '../file-stamp.ts';
import type { WatchCheck } from '../types.ts';
import { startPoll } from './poll.ts';
import { settle } from './settle.ts';

/** Milliseconds of wall time between looks. */
const pause = 200;
const mostRead = 1 << 20;

/** A file of the learner's: there or not, and with the wanted content. */
export const watchFileCheck: WatchCheck<FileCheck> = (check, context, report, signal) => {
  const offer = settle(report, signal);
  const path = resolve(context.workDir, check.file);
  let seen: string | undefined;

  const look = async (mine: AbortSignal): Promise<number> => {
    const next = pause * context.clock.speed;
    const stamp = await stampOf(path);
    if (stamp === seen || mine.aborted) return next;
    const reason = await judge(check, path, stamp === missing);
    if (mine.aborted) return next;
    // Only now: a look that was called off must not count as done.
    seen = stamp;
    offer(reason === undefined ? { verdict: 'green' } : { verdict: 'red', reason });
    return next;
  };
  startPoll(context.clock, look, signal);
};

async function judge(check: FileCheck, path: string, isMissing: boolean): Promise<Reason | undefined> {
  const params = { path: check.file };
  if (check.absent) return isMissing ? undefined : { id: 'file-present', params };
  if (isMissing) return { id: 'file-missing', params };
  if (check.matches === undefined) return undefined;
  try {
    const found = new RegExp(check.matches, 'm').test(await readStart(path));
    return found ? undefined : { id: 'file-mismatch', params: { ...params, pattern: check.matches } };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { id: 'file-unreadable', params: { ...params, error: code ?? message } };
  }
}

async function readStart(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(mostRead), 0, mostRead, 0);
  return buffer.toString('utf8', 0, bytesRead);
}
