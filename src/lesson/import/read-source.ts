import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import { listFiles } from '../files.ts';
import type { ImportSource } from './import.ts';

/** More than any text that somebody wrote. */
const largest = 2_000_000;
/** More than any scenario has. */
const most = 500;

/** What is to be imported: a document, or the folder of a scenario. @throws UsageError */
export async function readImportSource(path: string): Promise<ImportSource> {
  const is = await stat(path).catch(() => undefined);
  if (!is)
    throw new UsageError(
      `There is no file or directory ${path}.`,
      'Name a deck, an article, or the folder of a scenario.',
    );
  if (is.isDirectory() || basename(path) === 'index.json')
    return readFolder(is.isDirectory() ? path : dirname(path));
  if (is.size > largest)
    throw new UsageError(`${path} has ${is.size} bytes: that is no deck.`, 'Name a text in Markdown.');
  return { type: 'document', file: path, bytes: await bytesOf(path) };
}

async function readFolder(dir: string): Promise<ImportSource> {
  const names = await listFiles(dir);
  if (!names.includes('index.json'))
    throw new UsageError(
      `There is no index.json in ${dir}.`,
      'Name the folder of one scenario, or a deck itself.',
    );
  if (names.length > most)
    throw new UsageError(
      `${dir} has ${names.length} files: that is no scenario.`,
      'Name the folder of one scenario.',
    );
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const { size } = await stat(join(dir, name));
    if (size <= largest) files.set(name, await bytesOf(join(dir, name)));
  }
  return { type: 'scenario', index: join(dir, 'index.json'), files };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`,
      'Name a file that can.',
    );
  }
}
