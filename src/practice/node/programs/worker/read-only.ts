import fs from 'node:fs';
import type { ContainerPaths } from '../../runtime/container-paths.ts';

interface Change {
  at: readonly number[];
  syscall?: string;
}

/** The functions that change what a path names, with the places of such paths among their arguments. */
const changing: Readonly<Record<string, Change | undefined>> = {
  appendFile: { at: [0], syscall: 'open' },
  chmod: { at: [0] },
  chown: { at: [0] },
  copyFile: { at: [1], syscall: 'copyfile' },
  cp: { at: [1] },
  lchmod: { at: [0] },
  lchown: { at: [0] },
  link: { at: [1] },
  lutimes: { at: [0], syscall: 'lutime' },
  mkdir: { at: [0] },
  mkdtemp: { at: [0] },
  rename: { at: [0, 1] },
  rm: { at: [0], syscall: 'unlink' },
  rmdir: { at: [0] },
  symlink: { at: [1] },
  truncate: { at: [0], syscall: 'open' },
  unlink: { at: [0] },
  utimes: { at: [0], syscall: 'utime' },
  writeFile: { at: [0], syscall: 'open' },
};

/** `fs.open` with flags that only read changes nothing. */
function isForWriting(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & 3) !== 0;
  return typeof flags === 'string' && /[wa+]/.test(flags);
}

/** What is to be thrown in place of a call to `fs`, because it would change a file that cannot be changed. */
export type ReadOnlyCheck = (name: string, args: readonly unknown[]) => NodeJS.ErrnoException | undefined;

/** @param toHost where a path of the container lies, as the program writes it; undefined for what is no path */
export function createReadOnlyCheck(
  paths: ContainerPaths,
  toHost: (value: unknown) => string | undefined,
): ReadOnlyCheck {
  if (!paths.readOnlyRoot && !paths.mounts.some(({ readOnly }) => readOnly)) return () => undefined;
  const isReadOnly = (value: unknown) => {
    const host = toHost(value);
    const inside = host === undefined ? undefined : paths.toContainer(host);
    return inside !== undefined && paths.isReadOnly(inside);
  };
  return (name, args) => {
    const known: Change | undefined = name === 'open' && isForWriting(args[1]) ? { at: [0] } : changing[name];
    if (!known?.at.some((at) => isReadOnly(args[at]))) return undefined;
    // A folder that is there already is said to be, if anything is.
    if (name === 'mkdir' && fs.existsSync(args[0] as string)) return undefined;
    return readOnlyError(known.syscall ?? name, args, name === 'mkdtemp' ? 'XXXXXX' : '');
  };
}

function readOnlyError(syscall: string, args: readonly unknown[], ending: string): NodeJS.ErrnoException {
  const file = `${args[0]}${ending}`;
  const hasTwo = ['copyfile', 'link', 'rename', 'symlink'].includes(syscall);
  const named = hasTwo ? `'${file}' -> '${args[1]}'` : `'${file}'`;
  const error = new Error(`EROFS: read-only file system, ${syscall} ${named}`);
  const dest = hasTwo ? { dest: String(args[1]) } : {};
  return Object.assign(error, { errno: -30, code: 'EROFS', syscall, path: file, ...dest });
}
