import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../../base/errors.ts';
import type { Imported } from './import.ts';

/** Writes a lesson into a directory that is not there yet. @throws UsageError where it is */
export async function writeImported({ files }: Pick<Imported, 'files'>, dir: string): Promise<void> {
  await mkdir(dirname(dir), { recursive: true });
  try {
    await mkdir(dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw error;
    throw new UsageError(
      `${dir} is there already, and stays as it is.`,
      'Name another directory with --out.',
    );
  }
  try {
    for (const [name, text] of files) await writeFile(join(dir, name), text);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}
