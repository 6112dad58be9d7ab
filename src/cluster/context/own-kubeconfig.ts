import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { minified, withAbsolutePaths } from '../api/minify.ts';
import type { FoundTarget } from './learner-kubeconfig.ts';

/** Writes a run's own kubeconfig, with this one context in it, for nobody else to read. */
export async function writeOwnKubeconfig(file: string, { target, path }: FoundTarget): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const text = `${JSON.stringify(minified(withAbsolutePaths(target, path)), undefined, 2)}\n`;
  await writeFile(file, text, { mode: 0o600 });
  // A file that was there before keeps its mode when it is written.
  await chmod(file, 0o600);
}
