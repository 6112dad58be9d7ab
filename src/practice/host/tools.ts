import { accessSync, chmodSync, constants, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { distDir } from '../../base/package-root.ts';

/** Always ours: the real ones would talk to something else than the practice cluster. */
const own = ['docker', 'minikube'];
/** Ours only on a machine that has none; the last for lessons that use this program itself. */
const fallbacks = ['kubectl', 'curl', 'pilotage'];
/** What is not started by a file of its own name. */
const files: Readonly<Record<string, string>> = { pilotage: 'bin.js' };

/** Writes the practice cluster's tools into a folder for PATH, as scripts that start them with this very Node.js. */
export function writeTools(bin: string): void {
  for (const tool of [...own, ...fallbacks.filter((name) => !isOnPath(name, bin))]) {
    const script = `#!/bin/sh\nexec ${quote(process.execPath)} -- ${quote(join(distDir, files[tool] ?? `${tool}.js`))} "$@"\n`;
    const file = join(bin, tool);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }
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
