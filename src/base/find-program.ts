import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** What may follow a program's name in the name of its file. */
const endings = process.platform === 'win32' ? ['', '.exe', '.cmd'] : [''];

/** The file that a program's name means on a PATH; undefined where there is none that may be run. */
export function findProgram(name: string, path: string | undefined): string | undefined {
  const folders = isAbsolute(name) ? [''] : (path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
