import { randomBytes } from 'node:crypto';
import type { ContainerSpec } from '../../../engine/containers/api.ts';
import { option } from '../args/flags.ts';
import { interact } from '../containers/interact.ts';
import { parseVolume } from '../containers/mounts.ts';
import { parsePublish } from '../containers/ports.ts';
import { environment, labels } from '../containers/values.ts';
import { DaemonError, DockerError } from '../errors.ts';
import type { ComposeCall, ComposeCommand } from './command.ts';
import { isRunning, numberOf, projectContainers } from './containers.ts';
import { converge, waitForDependencies } from './converge.ts';
import { imagesReady } from './images-ready.ts';
import { withDependencies } from './order.ts';
import { createProgress } from './progress.ts';
import { selectServices } from './project.ts';
import { ensureResources } from './resources.ts';
import { labelOf, serviceSpec } from './service-spec.ts';

export const exec: ComposeCommand = {
  usage: 'exec [OPTIONS] SERVICE COMMAND [ARGS...]',
  summary: 'Execute a command in a running container',
  stopsAtArgument: true,
  options: [
    option('detach d', 'bool', 'Detached mode: Run command in the background'),
    option('env e', 'stringArray', 'Set environment variables'),
    option('index', 'int', 'Index of the container if service has multiple replicas'),
    option('interactive i', 'bool', 'Keep STDIN open even if not attached'),
    option('no-TTY T', 'bool', 'Disable pseudo-TTY allocation'),
    option('privileged', 'bool', 'Give extended privileges to the process'),
    option('tty t', 'bool', 'Allocate a pseudo-TTY'),
    option('user u', 'string', 'Run the command as this user'),
    option('workdir w', 'string', 'Path to workdir directory for this command'),
  ],
  async run({ flags, args: [service = '', ...command], streams, engine, project: load }) {
    if (command.length === 0)
      throw new DockerError(`requires at least 2 arg(s), only received ${service === '' ? 0 : 1}`);
    const project = await load();
    const index = Number(flags.string('index') ?? 0);
    const running = (await projectContainers(engine, project.name, [service])).filter(isRunning);
    const container = index > 0 ? running.find((info) => numberOf(info) === index) : running[0];
    if (!container) throw new DockerError(`service "${service}" is not running`);
    const detach = flags.bool('detach');
    const tty = streams.stdin.isTTY && process.stdout.isTTY && !flags.bool('no-TTY') && !detach;
    const workdir = flags.string('workdir');
    const stream = await engine.stream('containers/exec', {
      name: container.id,
      command,
      tty,
      stdin: !detach,
      env: environment(flags.list('env'), []),
      ...(workdir === undefined ? {} : { workdir }),
      detach,
    });
    try {
      const outcome = await interact(stream, { streams, stdin: !detach, tty });
      return outcome === 'detached' ? 0 : outcome.exit;
    } catch (error) {
      if (error instanceof DaemonError) throw new DockerError(error.message, 126);
      throw error;
    }
  },
};

export const run: ComposeCommand = {
  usage: 'run [OPTIONS] SERVICE [COMMAND] [ARGS...]',
  summary: 'Run a one-off command on a service',
  stopsAtArgument: true,
  options: [
    option('build', 'bool', 'Build image before starting container'),
    option('detach d', 'bool', 'Run container in background and print container ID'),
    option('entrypoint', 'string', 'Override the entrypoint of the image'),
    option('env e', 'stringArray', 'Set environment variables'),
    option('interactive i', 'bool', 'Keep STDIN open even if not attached (default true)'),
    option('label l', 'stringArray', 'Add or override a label'),
    option('name', 'string', 'Assign a name to the container'),
    option('no-deps', 'bool', "Don't start linked services"),
    option('no-TTY T', 'bool', 'Disable pseudo-TTY allocation (default: auto-detected)'),
    option('publish p', 'stringArray', "Publish a container's port(s) to the host"),
    option('quiet-pull', 'bool', 'Pull without printing progress information'),
    option('rm', 'bool', 'Automatically remove the container when it exits'),
    option('service-ports P', 'bool', "Run command with all service's ports enabled and mapped to the host"),
    option('user u', 'string', 'Run as specified username or uid'),
    option('volume v', 'stringArray', 'Bind mount a volume'),
    option('workdir w', 'string', 'Working directory inside the container'),
  ],
  async run(call) {
    const { flags, streams, engine } = call;
    const spec = await prepare(call);
    const { id } = await engine.post<{ id: string }>('containers/create', spec);
    if (flags.bool('detach')) {
      await engine.post('containers/start', { name: id });
      streams.out(`${id}\n`);
      return 0;
    }
    const stream = await engine.stream('containers/attach', { name: id, stdin: true, start: true });
    const outcome = await interact(stream, {
      streams,
      stdin: true,
      tty: spec.tty,
      onSignal: (signal) => void engine.post('containers/kill', { name: id, signal }).catch(() => undefined),
    });
    return outcome === 'detached' ? 0 : outcome.exit;
  },
};

/** Brings up what the service needs, and makes of it what the one-off container is to be. */
async function prepare(call: ComposeCall): Promise<ContainerSpec> {
  const {
    flags,
    args: [name = '', ...command],
    streams,
    engine,
  } = call;
  if (name === '') throw new DockerError('requires at least 1 arg(s), only received 0');
  const project = await call.project();
  const [service] = selectServices(project, [name]);
  if (!service) throw new DockerError(`no such service: ${name}`);
  const needed = withDependencies(project.services, [service]);
  const others = flags.bool('no-deps') ? [] : needed.filter((one) => one !== service);
  const progress = createProgress({ ...call.output, title: 'Running', write: streams.err });
  await imagesReady(project, [...others, service], {
    engine,
    streams,
    progress,
    build: flags.bool('build'),
    noBuild: false,
    pull: 'missing',
    quiet: flags.bool('quiet-pull'),
  });
  await ensureResources(project, [...others, service], engine, progress);
  await converge(project, others, {
    engine,
    progress,
    scale: new Map(),
    forceRecreate: false,
    noRecreate: true,
    noStart: false,
  });
  if (!flags.bool('no-deps')) await waitForDependencies(project, service, { engine, progress });
  progress.end();
  const spec = serviceSpec(project, service, 1);
  const detach = flags.bool('detach');
  const entrypoint = flags.string('entrypoint');
  const workdir = flags.string('workdir');
  return {
    ...spec,
    name: flags.string('name') ?? `${project.name}-${name}-run-${randomBytes(6).toString('hex')}`,
    ...(command.length > 0 ? { command } : {}),
    ...(entrypoint === undefined ? {} : { entrypoint: entrypoint.split(' '), command }),
    ...(workdir === undefined ? {} : { workdir }),
    env: [...spec.env, ...environment(flags.list('env'), [])],
    labels: { ...spec.labels, ...labels(flags.list('label')), [labelOf.oneoff]: 'True' },
    tty: streams.stdin.isTTY && process.stdout.isTTY && !flags.bool('no-TTY') && !detach,
    openStdin: !detach,
    stdinOnce: !detach,
    ports: [
      ...(flags.bool('service-ports') ? spec.ports : []),
      ...flags.list('publish').flatMap(parsePublish),
    ],
    mounts: [...spec.mounts, ...flags.list('volume').map(parseVolume)],
    restart: { name: 'no', maximum: 0 },
    autoRemove: flags.bool('rm'),
    aliases: Object.fromEntries(Object.keys(spec.aliases).map((network) => [network, []])),
  };
}
