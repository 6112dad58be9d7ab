import { closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ContainerPaths } from './container-paths.ts';

/** What a file says it is to be run by. */
export type Executable = {
  /** Where it was found, inside the container. */
  file: string;
} & (
  | { kind: 'program'; name: string; argv: readonly string[] }
  /** `#!INTERPRETER ARG`: run that, with the file as its next argument. */
  | { kind: 'script'; argv: readonly string[] }
  /** Neither ours nor a script: machine code, most likely. */
  | { kind: 'unknown' }
);

/** A command cannot be started; `message` is the runtime's, and the exit code is what a shell would make of it. */
export class NotExecutable extends Error {
  readonly exitCode: 126 | 127;

  constructor(message: string, exitCode: 126 | 127) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** @throws NotExecutable */
export function findExecutable(
  argv: readonly string[],
  { paths, cwd, env }: { paths: ContainerPaths; cwd: string; env: Readonly<Record<string, string>> },
): Executable {
  const name = argv[0] ?? '';
  if (name === '') throw new NotExecutable('no command specified', 127);
  const file = name.includes('/')
    ? checked(name, path.posix.resolve(cwd, name), paths)
    : onPath(name, env.PATH ?? defaultPath, paths);
  const line = /^#!\s*(\S+)[ \t]*([^\r\n]*)/.exec(beginning(paths.toHost(file)));
  if (!line) return { kind: 'unknown', file };
  const [, interpreter = '', argument = ''] = line;
  if (interpreter === 'pilotage') return { kind: 'program', file, name: argument.trim(), argv };
  const words = argument.trim();
  // `env` looks its argument up on PATH, and passes the rest on, as `env -S` does.
  const head =
    path.posix.basename(interpreter) === 'env' ? words.replace(/^-S\s+/, '').split(/\s+/) : [interpreter];
  const more = head[0] === interpreter && words !== '' ? [words] : [];
  return { kind: 'script', file, argv: [...head, ...more, file, ...argv.slice(1)] };
}

function onPath(name: string, folders: string, paths: ContainerPaths): string {
  for (const folder of folders.split(':')) {
    const file = path.posix.join(folder || '/', name);
    if (isRunnable(paths.toHost(file)) === 'yes') return file;
  }
  throw new NotExecutable(`exec: "${name}": executable file not found in $PATH`, 127);
}

function checked(name: string, file: string, paths: ContainerPaths): string {
  const state = isRunnable(paths.toHost(file));
  if (state === 'missing')
    throw new NotExecutable(`exec: "${name}": stat ${name}: no such file or directory`, 127);
  if (state === 'folder') throw new NotExecutable(`exec: "${name}": is a directory`, 126);
  if (state === 'no') throw new NotExecutable(`exec: "${name}": permission denied`, 126);
  return file;
}

function isRunnable(host: string): 'yes' | 'no' | 'folder' | 'missing' {
  const found = statSync(host, { throwIfNoEntry: false });
  if (!found) return 'missing';
  if (found.isDirectory()) return 'folder';
  const anyExecute = constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH;
  return process.platform === 'win32' || (found.mode & anyExecute) !== 0 ? 'yes' : 'no';
}

function beginning(host: string): string {
  const file = openSync(host, 'r');
  try {
    const bytes = Buffer.alloc(256);
    return bytes.subarray(0, readSync(file, bytes)).toString();
  } finally {
    closeSync(file);
  }
}
