import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** As many links in a row as Linux follows. */
const maxLinks = 40;

/**
 * Where a path of a container lies on this machine: links are followed as inside the container, so that none leads out
 * of `root`. A last component that is a link is not followed. Components that do not exist are taken as they are.
 * @throws Error ELOOP
 */
export function resolveInRoot(root: string, inside: string): string {
  const todo = split(inside);
  const done: string[] = [];
  let links = 0;
  while (todo.length > 0) {
    const name = todo.shift() ?? '';
    if (name === '..') {
      done.pop();
      continue;
    }
    const target = todo.length > 0 ? linkTarget(path.join(root, ...done, name)) : undefined;
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

function linkTarget(file: string): string | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(file) : undefined;
  } catch {
    return undefined;
  }
}
