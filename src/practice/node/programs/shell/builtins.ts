import { statSync } from 'node:fs';
import path from 'node:path';
import { defaultPath } from '../../runtime/executables.ts';
import { readLine } from './lines.ts';
import { parse } from './parser.ts';
import { expandEscapes, printf } from './printf.ts';
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

const single = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

function leave(how: Leave['how'], usual: (state: ShellState) => number): Builtin {
  return ({ args: [given], state }) => {
    throw new Leave(how, given === undefined ? usual(state) : Number(given) & 255);
  };
}

const echo: Builtin = ({ args, io }) => {
  let first = 0;
  while (/^-[neE]+$/.test(args[first] ?? '')) first += 1;
  const options = args.slice(0, first).join('');
  const text = args.slice(first).join(' ');
  io.stdout((options.includes('e') ? expandEscapes(text) : text) + (options.includes('n') ? '' : '\n'));
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
      io.stdout(`export ${name}=${single(value)}\n`);
  }
  for (const word of args.filter((arg) => !arg.startsWith('-'))) {
    const [name = '', ...value] = word.split('=');
    if (word.includes('=')) setVariable(state, name, value.join('='));
    state.exported.add(name);
  }
  return 0;
};

const setOptions: Builtin = ({ args, state, io }) => {
  if (args.length === 0) {
    for (const [name, value] of [...state.variables].sort()) io.stdout(`${name}=${single(value)}\n`);
  }
  const names = { e: 'errexit', u: 'nounset', x: 'xtrace' } as const;
  for (const [index, word] of args.entries()) {
    if (word === '--' || !/^[-+]./.test(word)) {
      state.positional = args.slice(word === '--' ? index + 1 : index);
      break;
    }
    for (const letter of word.slice(1)) {
      const option = names[letter as keyof typeof names];
      if (option) state.options[option] = word.startsWith('-');
    }
  }
  return 0;
};

const read: Builtin = async ({ args, state, io }) => {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const isRaw = args.some((arg) => /^-\w*r/.test(arg));
  const line = io.stdin && (await readLine(io.stdin, state.signal));
  const given = (line ?? '').replace(/\r?\n$/, '');
  const text = isRaw ? given : given.replace(/\\(.)/g, '$1');
  const targets = names.length === 0 ? ['REPLY'] : names;
  let rest = text.trim();
  for (const [index, name] of targets.entries()) {
    const isLast = index === targets.length - 1;
    const space = isLast ? -1 : rest.search(/\s/);
    setVariable(state, name, space < 0 ? rest : rest.slice(0, space));
    rest = space < 0 ? '' : rest.slice(space).trimStart();
  }
  return line === undefined ? 1 : 0;
};

const wait: Builtin = async ({ args, state }) => {
  const jobs = args.length === 0 ? state.jobs : state.jobs.filter(({ pid }) => args.includes(String(pid)));
  const interrupted = new Promise<number>((resolve) => {
    const signal = AbortSignal.any([state.signal, state.process.terminated]);
    if (signal.aborted) resolve(143);
    else signal.addEventListener('abort', () => resolve(143), { once: true });
  });
  const ended = Promise.all(jobs.map(({ done }) => done)).then((statuses) =>
    args.length > 0 ? (statuses.at(-1) ?? 127) : 0,
  );
  return Promise.race([ended, interrupted]);
};

const describe: Builtin = ({ args, state, io }) => {
  const names = args.filter((arg) => !arg.startsWith('-'));
  let status = 0;
  for (const name of names) {
    const found = whereIs(name, state);
    if (found === undefined) status = 127;
    else
      io.stdout(
        args.includes('-v') ? `${found}\n` : `${name} is ${found === name ? 'a shell builtin' : found}\n`,
      );
  }
  return status;
};

function whereIs(name: string, state: ShellState): string | undefined {
  if (Object.hasOwn(builtins, name) || state.functions.has(name)) return name;
  const folders = (state.variables.get('PATH') ?? defaultPath).split(':');
  const files = folders.map((folder) => path.posix.join(folder, name));
  return files.find((file) =>
    statSync(state.process.paths.toHost(file), { throwIfNoEntry: false })?.isFile(),
  );
}

const source: Builtin = async ({ args: [file = ''], state, io, runScript }) => {
  const { readFile } = await import('node:fs/promises');
  const host = state.process.paths.toHost(path.posix.resolve(state.cwd, file));
  const text = await readFile(host, 'utf8').catch(() => {
    throw new ShellError(`.: can't open '${file}': No such file or directory`, 2);
  });
  return runScript(parse(text), state, io);
};

export const builtins: Record<string, Builtin> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  '.': source,
  source,
  '[': ({ args, state }) => {
    if (args.at(-1) !== ']') throw new ShellError('[: missing ]', 2);
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
  printf: ({ args: [format = '', ...rest], io }) => {
    io.stdout(printf(format, rest));
    return 0;
  },
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
    state.positional = state.positional.slice(Number(count));
    return 0;
  },
  trap: ({ args: [action = '', ...signals], state }) => {
    for (const signal of signals) {
      const name = signal === '0' ? 'EXIT' : signal === '15' ? 'TERM' : signal.replace(/^SIG/, '');
      if (action === '-') state.traps.delete(name);
      else state.traps.set(name, action);
    }
    return 0;
  },
  umask: () => 0,
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
