import { statSync } from 'node:fs';
import path from 'node:path';
import { quote } from '../../../../base/quote.ts';
import { defaultPath } from '../../runtime/executables.ts';
import { type Builtin, builtins } from './builtins.ts';
import { reserved } from './parser.ts';
import type { ShellState } from './state.ts';

/** `type NAME…`, and `command -v NAME…`, which says it in fewer words. */
export const describe: Builtin = ({ args, state, io }) => {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const isShort = args.includes('-v');
  let status = 0;
  for (const name of names) {
    const found = whereIs(name, state);
    if (found === undefined) {
      status = 127;
      if (!isShort) io.stderr(`${name}: not found\n`);
    } else io.stdout(isShort ? `${found.short}\n` : `${name} is ${found.long}\n`);
  }
  return status;
};

function whereIs(name: string, state: ShellState): { short: string; long: string } | undefined {
  const alias = state.aliases.get(name);
  if (alias !== undefined) return { short: `alias ${name}='${alias}'`, long: `an alias for ${alias}` };
  if (reserved.has(name)) return { short: name, long: 'a shell keyword' };
  if (state.functions.has(name)) return { short: name, long: 'a shell function' };
  if (Object.hasOwn(builtins, name)) return { short: name, long: 'a shell builtin' };
  const folders = (state.variables.get('PATH') ?? defaultPath).split(':');
  const files = name.includes('/') ? [name] : folders.map((folder) => path.posix.join(folder, name));
  const file = files.find((one) =>
    statSync(state.process.paths.toHost(path.posix.resolve(state.cwd, one)), {
      throwIfNoEntry: false,
    })?.isFile(),
  );
  return file === undefined ? undefined : { short: file, long: file };
}

/** `alias NAME=VALUE`: for the lines that come after it. */
export const alias: Builtin = ({ args, state, io }) => {
  if (args.length === 0) for (const [name, value] of state.aliases) io.stdout(`${name}=${quote(value)}\n`);
  let status = 0;
  for (const word of args) {
    const equals = word.indexOf('=');
    if (equals > 0) state.aliases.set(word.slice(0, equals), word.slice(equals + 1));
    else if (state.aliases.has(word)) io.stdout(`${word}='${state.aliases.get(word)}'\n`);
    else {
      io.stderr(`${state.name}: alias: ${word} not found\n`);
      status = 1;
    }
  }
  return status;
};

export const unalias: Builtin = ({ args, state }) => {
  for (const name of args) {
    if (name === '-a') state.aliases.clear();
    else state.aliases.delete(name);
  }
  return 0;
};
