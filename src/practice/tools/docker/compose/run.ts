import type { Streams } from '../../common/streams.ts';
import { FlagError, option, type Parsed, parseFlags } from '../args/flags.ts';
import { commandLines, optionLines } from '../args/help.ts';
import type { EngineClient } from '../engine-client.ts';
import { DockerError } from '../errors.ts';
import type { ComposeCommand } from './command.ts';

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
  images: async () => (await import('./images.ts')).images,
  pull: async () => (await import('./pull.ts')).pull,
  push: async () => (await import('./push.ts')).push,
  version: async () => (await import('./version.ts')).version,
};

/** Commands of the real compose that are about containers, and what does the same in the cluster. */
const containers: Readonly<Record<string, string>> = {
  attach: 'kubectl attach',
  cp: 'kubectl cp',
  create: 'kubectl create deployment',
  down: 'kubectl delete deployments,services --all',
  events: 'kubectl get events --watch',
  exec: 'kubectl exec',
  kill: 'kubectl delete pod',
  logs: 'kubectl logs',
  ls: 'kubectl get deployments',
  pause: 'kubectl scale --replicas=0',
  port: 'kubectl get services',
  ps: 'kubectl get pods',
  restart: 'kubectl rollout restart',
  rm: 'kubectl delete',
  run: 'kubectl run',
  scale: 'kubectl scale',
  start: 'kubectl scale --replicas=1',
  stats: 'kubectl top pods',
  stop: 'kubectl scale --replicas=0',
  top: 'kubectl exec POD -- ps',
  unpause: 'kubectl scale',
  up: 'kubectl create deployment and kubectl expose',
  wait: 'kubectl wait',
  watch: 'kubectl get pods --watch',
};

/** Runs `docker compose ARGS`. @throws DockerError, DaemonError */
export async function runCompose(
  argv: readonly string[],
  streams: Streams,
  engine: EngineClient,
): Promise<number> {
  const before = read(() => parseFlags(argv, [...options, help, versionFlag], false));
  if (before.bool('version'))
    return (await load('version')).run({ flags: before, args: [], streams, engine, project });
  const [name, ...rest] = before.args;
  if (name === undefined || name === 'help' || before.bool('help')) {
    streams.out(await overview());
    return 0;
  }
  if (Object.hasOwn(containers, name)) {
    throw new DockerError(
      `'docker compose ${name}' is not here: the practice cluster's docker does not run containers by itself yet; use ${containers[name]}`,
    );
  }
  if (!Object.hasOwn(commands, name)) {
    streams.out(await overview());
    throw new DockerError(`unknown docker command: "compose ${name}"`, usageError);
  }
  const command = await load(name);
  const flags = read(() => parseFlags(rest, [...command.options, help]));
  if (flags.bool('help')) {
    streams.out(
      `\nUsage:  docker compose ${command.usage}\n\n${command.summary}\n\nOptions:\n${optionLines(command.options)}\n`,
    );
    return 0;
  }
  return command.run({ flags, args: flags.args, streams, engine, project });

  async function project() {
    const { loadProject } = await import('./project.ts');
    return loadProject(
      {
        files: before.list('file'),
        envFiles: before.list('env-file'),
        name: before.string('project-name'),
        folder: before.string('project-directory'),
        profiles: before.list('profile'),
      },
      streams,
    );
  }
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
