import { shellWord } from '../../../../base/quote.ts';
import { NotExecutable } from '../../runtime/executables.ts';
import { type Builtin, builtins } from './builtins.ts';
import { expandFields, expandText } from './expand.ts';
import { expanderOf, runCommand, runScript } from './interpreter.ts';
import { type Redirected, redirect } from './redirect.ts';
import { environmentOf, type Io, Leave, ShellError, type ShellState, setVariable } from './state.ts';
import type { Command } from './syntax.ts';

/** Runs a command that is written as words: a function, a builtin or a program. @throws Leave */
export async function runSimple(
  { assignments, words, redirects }: Extract<Command, { kind: 'simple' }>,
  state: ShellState,
  io: Io,
): Promise<number> {
  const expander = expanderOf(state, io);
  const argv = withAlias(await expandFields(expander, words), state);
  const values: [string, string][] = [];
  for (const { name, value } of assignments) values.push([name, await expandText(expander, value)]);
  const [name] = argv;
  const redirected = await redirect(expander, redirects).catch((error: unknown) => {
    const isFatal = error instanceof ShellError && specialBuiltins.has(name ?? '');
    throw isFatal ? new ShellError(error.message, error.status, true) : error;
  });
  try {
    if (state.options.xtrace && name !== undefined) io.stderr(`+ ${argv.map(shellWord).join(' ')}\n`);
    if (name === undefined) {
      for (const [variable, value] of values) setVariable(state, variable, value);
      return expander.substituted ? state.lastStatus : 0;
    }
    const own = state.functions.get(name);
    if (own) return await callFunction(own, argv, state, redirected.io);
    const builtin: Builtin | undefined = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
    if (builtin) {
      const status = await runBuiltin(builtin, argv, values, state, { io, redirected });
      await redirected.io.stdout.full?.();
      return status;
    }
    const env = { ...environmentOf(state), ...Object.fromEntries(values) };
    const { stdin, stdout, stderr } = redirected.io;
    return await state.process.spawn(argv, {
      env,
      cwd: state.cwd,
      stdin,
      stdout,
      stderr,
      signal: state.signal,
    });
  } catch (error) {
    if (!(error instanceof NotExecutable)) throw error;
    redirected.io.stderr(`${state.name}: ${say(argv[0] ?? '', error)}\n`);
    return error.exitCode;
  } finally {
    redirected.close();
  }
}

function withAlias(argv: string[], { aliases }: ShellState): string[] {
  const alias = aliases.get(argv[0] ?? '');
  return alias === undefined ? argv : [...alias.split(/\s+/), ...argv.slice(1)];
}

/** Variables set before one of these stay set, and a shell ends where one of these cannot be redirected. */
const specialBuiltins = new Set([
  ':',
  '.',
  'eval',
  'exec',
  'export',
  'readonly',
  'set',
  'shift',
  'trap',
  'unset',
]);

async function runBuiltin(
  builtin: Builtin,
  [name = '', ...args]: string[],
  values: readonly [string, string][],
  state: ShellState,
  { io, redirected }: { io: Io; redirected: Redirected },
): Promise<number> {
  const before = new Map(values.map(([variable]) => [variable, state.variables.get(variable)]));
  for (const [variable, value] of values) setVariable(state, variable, value);
  try {
    const status = await builtin({ args, state, io: redirected.io, runScript });
    if (name === 'exec' && args.length === 0) {
      // `exec >FILE` is for all that follows.
      Object.assign(io, redirected.io);
      redirected.keep();
    }
    return status;
  } finally {
    if (!specialBuiltins.has(name)) {
      for (const [variable, value] of before) {
        if (value === undefined) state.variables.delete(variable);
        else state.variables.set(variable, value);
      }
    }
  }
}

function say(name: string, { message, exitCode }: NotExecutable): string {
  if (exitCode === 127) return `${name}: not found`;
  return message.includes('permission denied')
    ? `${name}: Permission denied`
    : `${name}: ${message.replace(/^exec [^:]*: /, '')}`;
}

async function callFunction(body: Command, argv: string[], state: ShellState, io: Io): Promise<number> {
  const { positional } = state;
  const locals = new Map<string, string | undefined>();
  state.positional = argv.slice(1);
  state.locals.push(locals);
  try {
    return await runCommand(body, state, io);
  } catch (error) {
    if (error instanceof Leave && error.how === 'return') return error.value;
    throw error;
  } finally {
    state.positional = positional;
    state.locals.pop();
    for (const [name, value] of locals) {
      if (value === undefined) state.variables.delete(name);
      else state.variables.set(name, value);
    }
  }
}
