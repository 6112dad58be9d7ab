import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Clock, createClock } from '../../base/clock.ts';
import type { Descriptor } from '../store/manifest.ts';
import { digestOfFile, type PackFolder, statOf } from '../store/pack-folder.ts';
import { FetchError, type Source } from './source.ts';

export interface DownloadOptions {
  readonly folder: PackFolder;
  readonly signal: AbortSignal;
  /** Told how many bytes came, or are found to be there. */
  readonly onBytes: (count: number) => void;
  readonly clock?: Clock;
}

/** Attempts in a row that bring nothing. */
const attempts = 4;
/** Bytes that may have come and not be written: a disk is not waited for each time. */
const ahead = 4 * 1024 * 1024;

/**
 * Brings a blob into the folder, from the byte on where an earlier attempt ended, and only once it is what its digest
 * says. @throws FetchError
 */
export async function download(source: Source, blob: Descriptor, options: DownloadOptions): Promise<void> {
  const { folder, signal, onBytes, clock = createClock() } = options;
  if (await isWhole(folder, blob)) return onBytes(blob.size);
  let told = (await partialSize(folder, blob)) ?? 0;
  onBytes(told);
  for (let failures = 0; ; ) {
    const before = (await partialSize(folder, blob)) ?? 0;
    try {
      await continueFrom(source, blob, before, options, (count) => {
        told += count;
        onBytes(count);
      });
      if (await folder.adopt(folder.partial(blob.digest), blob.digest)) return;
      throw new FetchError('wrong', `${source.host} gave other content for ${blob.digest}`);
    } catch (error) {
      if (!(error instanceof FetchError) || !error.mayPass) {
        onBytes(-told);
        throw error;
      }
      // What is not the blob's is worth nothing, and is counted no longer.
      if (error.kind === 'wrong') await rm(folder.partial(blob.digest), { force: true });
      const now = (await partialSize(folder, blob)) ?? 0;
      onBytes(now - told);
      told = now;
      failures = now > before ? 1 : failures + 1;
      if (failures >= attempts) {
        onBytes(-told);
        throw error;
      }
      await clock.sleep(500 * 2 ** failures, signal);
      signal.throwIfAborted();
    }
  }
}

/** Whether a blob is there and what its digest says; one that is not is taken away. */
async function isWhole(folder: PackFolder, blob: Descriptor): Promise<boolean> {
  const file = folder.blob(blob.digest);
  if ((await statOf(file)) === undefined) return false;
  if ((await digestOfFile(file)) === blob.digest) return true;
  await rm(file, { force: true });
  return false;
}

/** Bytes that are there of a blob that is not whole; more than it has are none of it. */
async function partialSize(folder: PackFolder, { digest, size }: Descriptor): Promise<number | undefined> {
  const file = folder.partial(digest);
  const found = (await statOf(file))?.size;
  if (found === undefined || found <= size) return found;
  await rm(file, { force: true });
  return undefined;
}

async function continueFrom(
  source: Source,
  { digest, size }: Descriptor,
  from: number,
  { folder, signal }: DownloadOptions,
  onBytes: (count: number) => void,
): Promise<void> {
  if (from === size && size > 0) return;
  const answer = await source.blob(digest, from);
  const goesOn = answer.statusCode === 206 && answer.headers['content-range']?.startsWith(`bytes ${from}-`);
  if (!goesOn) onBytes(-from);
  let left = goesOn ? size - from : size;
  const file = createWriteStream(folder.partial(digest), {
    flags: goesOn ? 'a' : 'w',
    highWaterMark: ahead,
  });
  const written = finished(file);
  written.catch((error) => answer.destroy(error));
  // Not by a pipeline: that one throws away what came, and is not written yet, when the connection breaks.
  answer.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) {
      const tooMuch = `${source.host} gave more than the ${size} bytes of ${digest}`;
      return void answer.destroy(new FetchError('wrong', tooMuch));
    }
    onBytes(part.length);
    if (file.write(part)) return;
    answer.pause();
    file.once('drain', () => answer.resume());
  });
  const broken = await finished(answer).catch((error: Error) => error);
  file.end();
  await written;
  signal.throwIfAborted();
  if (broken instanceof FetchError) throw broken;
  if (broken) throw new FetchError('unreachable', `${source.host}: ${broken.message}`);
  if (left > 0) throw new FetchError('unreachable', `${source.host} ended ${left} bytes too early`);
}

/** Whether there is no room for what is written, by whatever limit. */
export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');
}
