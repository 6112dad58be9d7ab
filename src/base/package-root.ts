import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, wherever in it the code lies: a source file, or a chunk of the built program. */
export const packageRoot = find(import.meta.dirname);

function find(folder: string): string {
  if (existsSync(join(folder, 'package.json')) || dirname(folder) === folder) return folder;
  return find(dirname(folder));
}

/** The built programs. */
export const distDir = join(packageRoot, 'dist');
