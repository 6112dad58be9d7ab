import { accessSync, chmodSync, constants, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { distDir } from '../../base/package-root.ts';

/** Always ours: the real ones would talk to something else than the practice cluster. */
const own = ['docker', 'minikube'];
/** Ours only on a machine that has none; the last two for lessons that use this program itself, or bring one for Node.js. */
const fallbacks = ['kubectl', 'curl', 'pilotage', 'node'];

/** Writes the practice cluster's tools into a folder for PATH, as scripts that start them with this very Node.js. */
export function writeTools(bin: string): void {
  for (const tool of [...own, ...fallbacks.filter((name) => !isOnPath(name, bin))]) {
    const file = join(bin, tool);
    writeFileSync(file, `#!/bin/sh\nexec ${commandOf(tool)} "$@"\n`);
    chmodSync(file, 0o755);
  }
}

function commandOf(tool: string): string {
  const node = quote(process.execPath);
  if (tool === 'node') return node;
  return `${node} -- ${quote(join(distDir, tool === 'pilotage' ? 'bin.js' : `${tool}.js`))}`;
}

function isOnPath(name: string, except: string): boolean {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && folder !== except);
  return folders.some((folder) => isExecutable(join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
