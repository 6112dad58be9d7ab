import type { Lesson } from '../inspect.ts';
import { commandsIn } from '../lint/commands.ts';
import type { Step } from '../schema.ts';
import { imagesOf } from './commands.ts';
import { imagesInFiles } from './files.ts';
import { isForeign } from './reference.ts';

/** The images that a lesson has pulled from elsewhere, by name, sorted: those of these steps, its files and its `images`. */
export async function imagesNeeded(
  { file, filesDir }: Pick<Lesson, 'file' | 'filesDir'>,
  steps: readonly Step[],
): Promise<string[]> {
  const inCommands = steps.flatMap(({ run = '' }) => commandsIn(run).flatMap(imagesOf));
  const inFiles = filesDir === undefined ? [] : (await imagesInFiles(filesDir)).images;
  return [...new Set([...inCommands, ...inFiles, ...(file.images ?? [])])].filter(isForeign).sort();
}
