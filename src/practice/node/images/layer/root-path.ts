import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';

/** As many links in a row as Linux follows. */
const maxLinks = 40;

/**
 * Where a path of a container lies on this machine: links are followed as inside the container, so that none leads out
 * of `root`. A last component that is a link is not followed. Components that do not exist are taken as they are.
 * @throws Error ELOOP
 */
export async function resolveInRoot(root: string, inside: string): Promise<string> {
  const todo = split(inside);
  const done: string[] = [];
  let links = 0;
  while (todo.length > 0) {
    const name = todo.shift() ?? '';
    if (name === '..') {
      done.pop();
      continue;
    }
    const target = todo.length > 0 ? await linkTarget(path.join(root, ...done, name)) : undefined;
    if (target === undefined) {
      done.push(name);
      continue;
    }
    if (++links > maxLinks) throw new Error(`ELOOP: too many symbolic links, ${inside}`);
    if (target.startsWith('/')) done.length = 0;
    todo.unshift(...split(target));
  }
  return path.join(root, ...done);
}

function split(inside: string): string[] {
  return inside.split('/').filter((part) => part !== '' && part !== '.');
}

async function linkTarget(file: string): Promise<string | undefined> {
  try {
    return (await lstat(file)).isSymbolicLink() ? await readlink(file) : undefined;
  } catch {
    return undefined;
  }
}
