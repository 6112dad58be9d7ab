import { statSync } from 'node:fs';
import path from 'node:path';
import { quote } from '../../../../base/quote.ts';
import { evaluate } from './arithmetic.ts';
import { getopts } from './getopts.ts';
import { jobs, kill, trap, wait } from './jobs.ts';
import { alias, describe, unalias } from './lookup.ts';
import { parse } from './parser.ts';
import { echoed, printf } from './printf.ts';
import { read } from './read.ts';
import { environmentOf, type Io, Leave, ShellError, type ShellState, setVariable } from './state.ts';
import type { Script } from './syntax.ts';
import { test } from './test-command.ts';

export interface BuiltinCall {
  args: string[];
  state: ShellState;
  io: Io;
  runScript: (script: Script, state: ShellState, io: Io) => Promise<number>;
}

export type Builtin = (call: BuiltinCall) => number | Promise<number>;

function leave(how: Leave['how'], usual: (state: ShellState) => number): Builtin {
  return ({ args: [given], state }) => {
    throw new Leave(how, given === undefined ? usual(state) : Number(given) & 255);
  };
}

const echo: Builtin = ({ args, io }) => {
  io.stdout(echoed(args));
  return 0;
};

const changeFolder: Builtin = ({ args: [given], state, io }) => {
  const wanted =
    given === '-' ? (state.variables.get('OLDPWD') ?? '/') : (given ?? state.variables.get('HOME') ?? '/');
  const folder = path.posix.resolve(state.cwd, wanted);
  if (!statSync(state.process.paths.toHost(folder), { throwIfNoEntry: false })?.isDirectory()) {
    throw new ShellError(`cd: can't cd to ${wanted}: No such file or directory`, 2);
  }
  state.variables.set('OLDPWD', state.cwd);
  state.variables.set('PWD', folder);
  state.cwd = folder;
  if (given === '-') io.stdout(`${folder}\n`);
  return 0;
};

const exportNames: Builtin = ({ args, state, io }) => {
  if (args.length === 0 || args[0] === '-p') {
    for (const [name, value] of Object.entries(environmentOf(state)))
      io.stdout(`export ${name}=${quote(value)}\n`);
  }
  for (const word of args.filter((arg) => !arg.startsWith('-'))) {
    const [name = '', ...value] = word.split('=');
    if (word.includes('=')) setVariable(state, name, value.join('='));
    state.exported.add(name);
  }
  return 0;
};

const optionNames = {
  e: 'errexit',
  f: 'noglob',
  u: 'nounset',
  x: 'xtrace',
} as const;

const setOptions: Builtin = ({ args, state, io }) => {
  if (args.length === 0) {
    for (const [name, value] of [...state.variables].sort()) io.stdout(`${name}=${quote(value)}\n`);
  }
  const left = [...args];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--' || !/^[-+]./.test(word)) {
      state.positional = word === '--' ? left : [word, ...left];
      break;
    }
    const isOn = word.startsWith('-');
    for (const letter of word.slice(1)) {
      const option = letter === 'o' ? left.shift() : optionNames[letter as keyof typeof optionNames];
      if (option !== undefined && option in state.options)
        state.options[option as keyof ShellState['options']] = isOn;
    }
  }
  return 0;
};

const source: Builtin = async ({ args: [file = '', ...given], state, io, runScript }) => {
  const { readFile } = await import('node:fs/promises');
  const host = state.process.paths.toHost(path.posix.resolve(state.cwd, file));
  const text = await readFile(host, 'utf8').catch(() => {
    throw new ShellError(`.: can't open '${file}': No such file or directory`, 2, true);
  });
  const { positional } = state;
  if (given.length > 0) state.positional = given;
  try {
    return await runScript(parse(text), state, io);
  } catch (error) {
    if (error instanceof Leave && error.how === 'return') return error.value;
    throw error;
  } finally {
    if (given.length > 0) state.positional = positional;
  }
};

export const builtins: Record<string, Builtin> = {
  alias,
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  '.': source,
  source,
  '[': ({ args, state }) => {
    if (args.at(-1) !== ']') throw new ShellError('missing ]', 2);
    return test(args.slice(0, -1), state) ? 0 : 1;
  },
  test: ({ args, state }) => (test(args, state) ? 0 : 1),
  break: leave('break', () => 1),
  continue: leave('continue', () => 1),
  return: leave('return', ({ lastStatus }) => lastStatus),
  exit: leave('exit', ({ lastStatus }) => lastStatus),
  cd: changeFolder,
  command: (call) => (/^-[vV]/.test(call.args[0] ?? '') ? describe(call) : runPlain(call)),
  type: describe,
  echo,
  eval: ({ args, state, io, runScript }) => runScript(parse(args.join(' ')), state, io),
  exec: async ({ args, state, io }) => {
    // Without a command, its redirections stay: the interpreter sees to that.
    if (args.length === 0) return 0;
    const { stdin, stdout, stderr } = io;
    const code = await state.process.exec(args, {
      env: environmentOf(state),
      cwd: state.cwd,
      stdin,
      stdout,
      stderr,
    });
    throw new Leave('exit', code);
  },
  export: exportNames,
  getopts,
  hash: () => 0,
  jobs,
  kill,
  let: ({ args, state }) => {
    let value = 0n;
    for (const expression of args) value = evaluate(expression, state.variables);
    return value === 0n ? 1 : 0;
  },
  local: ({ args, state }) => {
    const frame = state.locals.at(-1);
    if (!frame) throw new ShellError('local: not in a function', 2);
    for (const word of args) {
      const [name = '', ...value] = word.split('=');
      if (!frame.has(name)) frame.set(name, state.variables.get(name));
      if (word.includes('=')) setVariable(state, name, value.join('='));
    }
    return 0;
  },
  printf: ({ args: [format = '', ...rest], state, io }) =>
    printf(format, rest, io.stdout, (message) => io.stderr(`${state.name}: ${message}\n`)),
  pwd: ({ state, io }) => {
    io.stdout(`${state.cwd}\n`);
    return 0;
  },
  read,
  readonly: ({ args, state }) => {
    for (const word of args) {
      const [name = '', ...value] = word.split('=');
      if (word.includes('=')) setVariable(state, name, value.join('='));
      state.readOnly.add(name);
    }
    return 0;
  },
  set: setOptions,
  shift: ({ args: [count = '1'], state }) => {
    if (Number(count) > state.positional.length) return 1;
    state.positional = state.positional.slice(Number(count));
    return 0;
  },
  times: ({ io }) => {
    io.stdout('0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n');
    return 0;
  },
  trap,
  ulimit: ({ io }) => {
    io.stdout('unlimited\n');
    return 0;
  },
  unalias,
  umask: ({ args: [mode], state, io }) => {
    if (mode === undefined) io.stdout(`${state.umask.toString(8).padStart(4, '0')}\n`);
    else state.umask = Number.parseInt(mode, 8);
    return 0;
  },
  unset: ({ args, state }) => {
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      state.variables.delete(name);
      state.exported.delete(name);
      if (args.includes('-f')) state.functions.delete(name);
    }
    return 0;
  },
  wait,
};

function runPlain({ args, state, io, runScript }: BuiltinCall): number | Promise<number> {
  const [name = ''] = args;
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  if (builtin) return builtin({ args: args.slice(1), state, io, runScript });
  const { stdin, stdout, stderr } = io;
  return state.process.spawn(args, {
    env: environmentOf(state),
    cwd: state.cwd,
    stdin,
    stdout,
    stderr,
    signal: state.signal,
  });
}
