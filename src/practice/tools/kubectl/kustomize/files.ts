import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { KubectlError } from '../errors.ts';

/** What a kustomization reads of its folder; nothing outside of it, as the real one refuses to. @throws KubectlError */
export function readInside(folder: string, file: string, what: string): Buffer {
  const path = resolve(join(folder, file));
  if (relative(resolve(folder), path).startsWith('..')) {
    throw new KubectlError(
      `error: ${what}: security; file '${path}' is not in or below '${resolve(folder)}'`,
    );
  }
  try {
    return readFileSync(path);
  } catch {
    throw new KubectlError(
      `error: ${what}: evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`,
    );
  }
}
