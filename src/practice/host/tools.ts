import { accessSync, chmodSync, constants, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { distDir } from '../../base/package-root.ts';
import { dockerScript, minikubeScript, nodeScript } from './tool-scripts.ts';

/** Always ours: the real ones would talk to something else than the practice cluster. */
const own = () => ({ docker: dockerScript(inDist('docker.js')), minikube: minikubeScript() });
/** Ours only on a machine that has none; the last two for lessons that use this program itself, or bring one for Node.js. */
const fallbacks = () => ({
  kubectl: nodeScript(inDist('kubectl.js')),
  curl: nodeScript(inDist('curl.js')),
  pilotage: nodeScript(inDist('bin.js')),
  node: nodeScript(),
});

/** Writes the practice cluster's tools into a folder for PATH, as scripts. */
export function writeTools(bin: string): void {
  const needed = Object.entries(fallbacks()).filter(([name]) => !isOnPath(name, bin));
  for (const [name, script] of [...Object.entries(own()), ...needed]) {
    const file = join(bin, name);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }
}

function inDist(file: string): string {
  return join(distDir, file);
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
