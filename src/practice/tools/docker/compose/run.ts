import type { Streams } from '../../common/streams.ts';
import { FlagError, option, type Parsed, parseFlags } from '../args/flags.ts';
import { commandLines, optionLines } from '../args/help.ts';
import type { EngineClient } from '../engine-client.ts';
import { DockerError } from '../errors.ts';
import type { ComposeCommand, Output } from './command.ts';

/** What compose ends with when the command line is wrong. */
const usageError = 16;

const options = [
  option(
    'ansi',
    'string',
    'Control when to print ANSI control characters ("never"|"always"|"auto") (default "auto")',
  ),
  option('env-file', 'stringArray', 'Specify an alternate environment file'),
  option('file f', 'stringArray', 'Compose configuration files'),
  option('parallel', 'int', 'Control max parallelism, -1 for unlimited (default -1)'),
  option('profile', 'stringArray', 'Specify a profile to enable'),
  option('progress', 'string', 'Set type of progress output (auto, tty, plain, quiet)'),
  option(
    'project-directory',
    'string',
    'Specify an alternate working directory (default: the path of the, first specified, Compose file)',
  ),
  option('project-name p', 'string', 'Project name'),
];
const help = option('help h', 'bool', 'Print usage');
const versionFlag = option('version v', 'bool', 'Show the Docker Compose version information');

const commands: Readonly<Record<string, () => Promise<ComposeCommand>>> = {
  build: async () => (await import('./build.ts')).build,
  config: async () => (await import('./config.ts')).config,
  create: async () => (await import('./up.ts')).create,
  down: async () => (await import('./down.ts')).down,
  exec: async () => (await import('./run-service.ts')).exec,
  images: async () => (await import('./look.ts')).images,
  kill: async () => (await import('./lifecycle.ts')).kill,
  logs: async () => (await import('./logs.ts')).logs,
  ls: async () => (await import('./look.ts')).ls,
  port: async () => (await import('./look.ts')).port,
  ps: async () => (await import('./look.ts')).ps,
  pull: async () => (await import('./pull.ts')).pull,
  push: async () => (await import('./push.ts')).push,
  restart: async () => (await import('./lifecycle.ts')).restart,
  rm: async () => (await import('./lifecycle.ts')).rm,
  run: async () => (await import('./run-service.ts')).run,
  scale: async () => (await import('./lifecycle.ts')).scale,
  start: async () => (await import('./lifecycle.ts')).start,
  stop: async () => (await import('./lifecycle.ts')).stop,
  top: async () => (await import('./look.ts')).top,
  up: async () => (await import('./up.ts')).up,
  version: async () => (await import('./version.ts')).version,
  wait: async () => (await import('./lifecycle.ts')).wait,
};

/** Commands of the real compose that this one has not, and what to use instead. */
const absent: Readonly<Record<string, string>> = {
  attach: 'docker attach',
  commit: 'docker build',
  cp: 'docker cp',
  events: 'docker compose logs -f',
  export: 'docker cp',
  pause: 'docker compose stop',
  publish: 'docker compose push',
  stats: 'docker compose top',
  unpause: 'docker compose start',
  volumes: 'docker volume ls',
  watch: 'docker compose up --build',
};

/** Runs `docker compose ARGS`. @throws DockerError, DaemonError */
export async function runCompose(
  argv: readonly string[],
  streams: Streams,
  engine: EngineClient,
): Promise<number> {
  const before = read(() => parseFlags(argv, [...options, help, versionFlag], false));
  const output = outputFrom(before);
  if (before.bool('version'))
    return (await load('version')).run({
      flags: before,
      args: [],
      streams,
      engine,
      output,
      project: () => project([]),
    });
  const [name, ...rest] = before.args;
  if (name === undefined || name === 'help' || before.bool('help')) {
    streams.out(await overview());
    return 0;
  }
  if (Object.hasOwn(absent, name)) {
    throw new DockerError(
      `'docker compose ${name}' is not something that the practice cluster's docker does; use ${absent[name]}`,
    );
  }
  if (!Object.hasOwn(commands, name)) {
    streams.out(await overview());
    throw new DockerError(`unknown docker command: "compose ${name}"`, usageError);
  }
  const command = await load(name);
  const flags = read(() => parseFlags(rest, [...command.options, help], !command.stopsAtArgument));
  if (flags.bool('help')) {
    streams.out(
      `\nUsage:  docker compose ${command.usage}\n\n${command.summary}\n\nOptions:\n${optionLines(command.options)}\n`,
    );
    return 0;
  }
  return command.run({
    flags,
    args: flags.args,
    streams,
    engine,
    output,
    project: () => project(flags.args),
  });

  async function project(named: readonly string[]) {
    const { loadProject } = await import('./project.ts');
    return loadProject(
      {
        files: before.list('file'),
        envFiles: before.list('env-file'),
        name: before.string('project-name'),
        folder: before.string('project-directory'),
        profiles: before.list('profile'),
        named,
      },
      streams,
    );
  }
}

function outputFrom(flags: Parsed): Output {
  const ansi = flags.string('ansi') ?? 'auto';
  const progress = flags.string('progress') ?? 'auto';
  return {
    terminal: progress === 'tty' || (progress === 'auto' && ansi !== 'never' && process.stderr.isTTY),
    color: ansi === 'always' || (ansi === 'auto' && process.stdout.isTTY),
    quiet: progress === 'quiet',
  };
}

async function load(name: string): Promise<ComposeCommand> {
  const found = commands[name];
  if (!found) throw new Error(`no such command: ${name}`);
  return found();
}

function read(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (error instanceof FlagError) throw new DockerError(error.message, usageError);
    throw error;
  }
}

async function overview(): Promise<string> {
  const lines = await Promise.all(
    Object.keys(commands).map(async (name) => [name, (await load(name)).summary] as const),
  );
  return `
Usage:  docker compose [OPTIONS] COMMAND

Define and run multi-container applications with Docker

Options:
${optionLines(options)}

Commands:
${commandLines(lines)}

Run 'docker compose COMMAND --help' for more information on a command.
`;
}
