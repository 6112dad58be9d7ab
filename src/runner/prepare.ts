import { createShell } from '../shell/shell.ts';
import type { Shell } from '../shell/types.ts';
import { makeFolders, runFiles } from './home.ts';
import type { SessionOptions } from './session-options.ts';

/** Makes what a run's folder must have and starts its cluster. @returns the shell that works there, as it was left */
export async function prepare({ dir, lesson, cluster }: SessionOptions): Promise<Shell> {
  const files = runFiles(dir);
  await makeFolders(files, lesson);
  const { variables } = lesson.file;
  const shell = createShell({ dir: files.shell, cwd: files.work, ...(variables ? { seed: variables } : {}) });
  await shell.recover();
  await cluster.start();
  return shell;
}
