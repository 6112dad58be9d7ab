import type { Streams } from '../common/streams.ts';
import { FlagError, option, parseFlags } from './args/flags.ts';
import type { Command } from './command.ts';
import { commands, groups, notHere } from './commands.ts';
import type { EngineClient } from './engine-client.ts';
import { DaemonError, DockerError } from './errors.ts';

/** Options that stand before the command. */
export const globalOptions = [
  option('config', 'string', 'Location of client config files'),
  option('context c', 'string', 'Name of the context to use to connect to the daemon'),
  option('debug D', 'bool', 'Enable debug mode'),
  option('host H', 'list', 'Daemon socket to connect to'),
  option('log-level l', 'string', 'Set the logging level'),
  option('version v', 'bool', 'Print version information and quit'),
];

const helpOption = option('help', 'bool', 'Print usage');
const helpShort = option('help h', 'bool', 'Print usage');

/** Runs one command line. Resolves to the exit code; what went wrong has been written to `streams.err`. */
export async function runDocker(
  argv: readonly string[],
  streams: Streams,
  engine: EngineClient,
): Promise<number> {
  try {
    return await dispatch(argv, streams, engine);
  } catch (error) {
    if (error instanceof DaemonError) {
      streams.err(`Error response from daemon: ${error.message}\n`);
      return 1;
    }
    if (!(error instanceof DockerError)) throw error;
    if (error.message !== '') streams.err(`${error.message}\n`);
    return error.exitCode;
  }
}

async function dispatch(argv: readonly string[], streams: Streams, engine: EngineClient): Promise<number> {
  const before = readFlags(
    () => parseFlags(argv, [...globalOptions, helpShort], false),
    'docker [OPTIONS] COMMAND [ARG...]',
    'docker',
  );
  if (before.bool('version')) {
    const { versionLine } = await import('./commands/version.ts');
    streams.out(versionLine);
    return 0;
  }
  const [name, ...rest] = before.args;
  if (name === undefined || (name === 'help' && rest.length === 0)) {
    const { overview } = await import('./overview.ts');
    if (before.bool('help') || name === 'help') streams.out(overview());
    else streams.err(overview());
    return before.bool('help') || name === 'help' ? 0 : 1;
  }
  if (name === 'help') return dispatch([...rest, '--help'], streams, engine);
  if (name === 'compose') {
    const { runCompose } = await import('./compose/run.ts');
    return runCompose(rest, streams, engine);
  }
  if (Object.hasOwn(groups, name)) return dispatchGroup(name, rest, streams, engine);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return call(await load(), rest, streams, engine);
  throw unknown(name);
}

/** `docker image ls` */
async function dispatchGroup(
  group: string,
  argv: readonly string[],
  streams: Streams,
  engine: EngineClient,
): Promise<number> {
  const members = groups[group]?.members ?? {};
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    const { groupHelp } = await import('./overview.ts');
    streams.out(await groupHelp(group));
    return 0;
  }
  const load = Object.hasOwn(members, name) ? members[name] : undefined;
  if (load) return call(await load(), rest, streams, engine);
  if (groups[group]?.absent.includes(name)) throw unknown(`${group} ${name}`);
  throw new DockerError(
    `docker: unknown command: docker ${group} ${name}\n\nUsage:  docker ${group}\n\nRun 'docker ${group} --help' for more information`,
  );
}

function unknown(name: string): DockerError {
  const instead = notHere(name);
  if (instead !== undefined) return new DockerError(`docker: ${instead}`);
  return new DockerError(
    `docker: unknown command: docker ${name}\n\nRun 'docker --help' for more information`,
  );
}

async function call(
  command: Command,
  argv: readonly string[],
  streams: Streams,
  engine: EngineClient,
): Promise<number> {
  const help = command.options.some(({ short }) => short === 'h') ? helpOption : helpShort;
  const words = commandWords(command);
  const flags = readFlags(
    () => parseFlags(argv, [...command.options, help], !command.stopsAtArgument),
    `docker ${command.usage}`,
    words,
  );
  if (flags.bool('help')) {
    const { commandHelp } = await import('./args/help.ts');
    streams.out(commandHelp(command));
    return 0;
  }
  const { min, max } = command.args;
  const count = flags.args.length;
  if (count < min || count > max) throw wrongCount(command, words);
  return command.run({ flags, args: flags.args, streams, engine });
}

function commandWords(command: Command): string {
  return `docker ${command.usage.replace(/ (\[|[A-Z]).*$/, '')}`;
}

function readFlags<T>(read: () => T, usage: string, words: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    const build = words === 'docker buildx build';
    const rest = build
      ? `See '${words} --help'.`
      : `\nUsage:  ${usage}\n\nRun '${words} --help' for more information`;
    throw new DockerError(`${error.message}\n${rest}`, 125);
  }
}

function wrongCount({ args: { min, max }, usage, summary }: Command, words: string): DockerError {
  const exactly = min === max;
  const count = exactly || max === Number.POSITIVE_INFINITY ? min : max;
  const plural = count === 1 ? 'argument' : 'arguments';
  if (words === 'docker buildx build') {
    return new DockerError(
      `ERROR: "${words}" requires exactly 1 argument.\nSee '${words} --help'.\n\nUsage:  docker ${usage}\n\n${summary}`,
    );
  }
  const how =
    count === 0
      ? 'accepts no arguments'
      : `requires ${exactly ? '' : max === Number.POSITIVE_INFINITY ? 'at least ' : 'at most '}${count} ${plural}`;
  return new DockerError(
    `docker: '${words}' ${how}\n\nUsage:  docker ${usage}\n\n${exactly ? 'Run' : 'See'} '${words} --help' for more information`,
  );
}
