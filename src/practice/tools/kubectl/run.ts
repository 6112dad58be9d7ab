import type { Streams } from '../common/streams.ts';
import { type FlagSpec, parseArgs } from './args/flags.ts';
import type { Command } from './command.ts';
import { ABSENT, COMMANDS, suggestions } from './commands.ts';
import { explain, KubectlError, usageError } from './errors.ts';
import { GLOBAL_FLAGS, Session } from './session.ts';

/** Runs one command line. Resolves to the exit code; what went wrong has been written to `streams.err`. */
export async function runKubectl(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    await dispatch(argv, streams);
    return 0;
  } catch (error) {
    const explained = explain(error);
    if (!explained) throw error;
    if (explained.text !== '') streams.err(`${explained.text}\n`);
    return explained.exitCode;
  }
}

async function dispatch(argv: readonly string[], streams: Streams): Promise<void> {
  const first = takeWord(argv, GLOBAL_FLAGS);
  if (first.word === undefined || first.word === 'help' || first.word === 'options') {
    const topic = first.word === 'help' ? takeWord(first.rest, GLOBAL_FLAGS).word : undefined;
    if (topic === undefined) {
      parseArgs(argv, GLOBAL_FLAGS, '');
      return streams.out(await (await import('./help.ts')).overview());
    }
    if (Object.hasOwn(COMMANDS, topic)) return dispatch([topic, '--help'], streams);
    return streams.out(
      `Unknown help topic [\`${topic}\`]\n\n${await (await import('./help.ts')).overview()}`,
    );
  }
  const path = [first.word];
  let command = await find(first.word);
  let rest = first.rest;
  while (command.subcommands) {
    const next = takeWord(rest, [...GLOBAL_FLAGS, ...command.flags]);
    const load = next.word === undefined ? undefined : command.subcommands[next.word];
    if (next.word === undefined || !load) break;
    path.push(next.word);
    command = await load();
    rest = next.rest;
  }
  await call(command, path.join(' '), rest, streams);
}

async function call(
  command: Command,
  name: string,
  argv: readonly string[],
  streams: Streams,
): Promise<void> {
  const specs = [...command.flags, ...GLOBAL_FLAGS];
  const { flags, args, beforeDash } = parseArgs(argv, specs, name);
  const refused = specs.find((spec) => spec.absent !== undefined && flags.changed(spec.name));
  if (refused) {
    throw new KubectlError(
      `error: the practice cluster's own kubectl has no --${refused.name}. ${refused.absent}`,
    );
  }
  if (flags.bool('help')) return streams.out((await import('./help.ts')).help(command, name));
  if (flags.string('dry-run') === 'unchanged') {
    streams.err(
      logLine('helpers.go:703', '--dry-run is deprecated and can be replaced with --dry-run=client.'),
    );
    flags.add('dry-run', 'client');
  }
  const missing = (command.required ?? []).filter((one) => !flags.changed(one));
  if (missing.length > 0) {
    throw new KubectlError(`error: required flag(s) ${missing.map((one) => `"${one}"`).join(', ')} not set`);
  }
  if (!command.run) {
    const { help } = await import('./help.ts');
    if (args.length === 0) throw new KubectlError(help(command, name));
    throw usageError(name, `unknown command "${args.join(' ')}"`);
  }
  await command.run({ session: new Session(streams, flags), flags, args, beforeDash });
}

/** A warning in the form of Kubernetes' own log. */
function logLine(where: string, text: string): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  const day = two(now.getMonth() + 1) + two(now.getDate());
  const clock = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  return `W${day} ${clock}.${String(now.getMilliseconds()).padEnd(6, '0')} ${String(process.pid).padStart(7)} ${where}] ${text}\n`;
}

async function find(word: string): Promise<Command> {
  const load = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (load) return load();
  const instead = Object.hasOwn(ABSENT, word) ? ABSENT[word] : undefined;
  if (instead) {
    throw new KubectlError(`error: the practice cluster's own kubectl has no command "${word}". ${instead}`);
  }
  const near = suggestions(word);
  const hint = near.length > 0 ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}`).join('\n')}` : '';
  throw new KubectlError(`error: unknown command "${word}" for "kubectl"${hint}`);
}

/** The first argument that is no flag and no flag's value, and the other arguments. */
function takeWord(
  argv: readonly string[],
  specs: readonly FlagSpec[],
): { word: string | undefined; rest: string[] } {
  const takesValue = (arg: string) => {
    const spec = arg.startsWith('--')
      ? specs.find((one) => one.name === arg.slice(2))
      : specs.find((one) => one.short === arg.slice(1));
    return spec !== undefined && spec.type !== 'bool' && spec.type !== 'optional';
  };
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    if (arg === '--') break;
    if (!arg.startsWith('-') || arg === '-') return { word: arg, rest: argv.filter((_, at) => at !== index) };
    if (takesValue(arg)) index++;
  }
  return { word: undefined, rest: [...argv] };
}
