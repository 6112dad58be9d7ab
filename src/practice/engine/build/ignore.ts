import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { globToRegExp } from './glob.ts';

/** Whether a path of the build context (with slashes, from its root) is left out of it. */
export type Ignores = (file: string) => boolean;

export interface IgnoreFile {
  ignores: Ignores;
  /** Bytes of the file; 0 when there is none. */
  size: number;
}

/** Reads `NAME.dockerignore` beside the Dockerfile, else `.dockerignore` in the context. */
export async function readIgnoreFile(context: string, dockerfile: string): Promise<IgnoreFile> {
  for (const file of [`${dockerfile}.dockerignore`, path.join(context, '.dockerignore')]) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return { ignores: parseIgnore(text), size: Buffer.byteLength(text) };
  }
  return { ignores: () => false, size: 0 };
}

/** The last pattern that fits decides; one that fits a folder fits all that is in it. */
export function parseIgnore(text: string): Ignores {
  const rules = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const keep = line.startsWith('!');
      const pattern = path.posix.normalize(keep ? line.slice(1).trim() : line).replace(/^\/+|\/+$/g, '');
      return { keep, pattern: globToRegExp(pattern) };
    });
  return (file) => {
    const parents = file.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const { keep, pattern } of rules) {
      if (ignored === keep && parents.some((parent) => pattern.test(parent))) ignored = !keep;
    }
    return ignored;
  };
}
