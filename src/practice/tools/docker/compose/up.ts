import type { ContainerInfo } from '../../../engine/containers/api.ts';
import { option } from '../args/flags.ts';
import type { EngineClient } from '../engine-client.ts';
import { DockerError } from '../errors.ts';
import type { ComposeCall, ComposeCommand } from './command.ts';
import { isRunning, projectContainers, serviceOf } from './containers.ts';
import { converge, orphansOf, removeContainer, timeoutOf, type Wish } from './converge.ts';
import { prefixes, showLog } from './follow.ts';
import { imagesReady } from './images-ready.ts';
import { withDependencies } from './order.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Project, type Service, selectServices } from './project.ts';
import { ensureResources } from './resources.ts';

const interrupted = 130;

const shared = [
  option('build', 'bool', 'Build images before starting containers'),
  option(
    'force-recreate',
    'bool',
    "Recreate containers even if their configuration and image haven't changed",
  ),
  option('no-build', 'bool', "Don't build an image, even if it's policy"),
  option(
    'no-recreate',
    'bool',
    "If containers already exist, don't recreate them. Incompatible with --force-recreate.",
  ),
  option(
    'pull',
    'string',
    'Pull image before running ("always"|"missing"|"never"|"build") (default "policy")',
  ),
  option('quiet-pull', 'bool', 'Pull without printing progress information'),
  option('remove-orphans', 'bool', 'Remove containers for services not defined in the Compose file'),
  option(
    'scale',
    'stringArray',
    'Scale SERVICE to NUM instances. Overrides the scale setting in the Compose file if present.',
  ),
];

export const up: ComposeCommand = {
  usage: 'up [OPTIONS] [SERVICE...]',
  summary: 'Create and start containers',
  options: [
    ...shared,
    option(
      'abort-on-container-exit',
      'bool',
      'Stops all containers if any container was stopped. Incompatible with -d',
    ),
    option('detach d', 'bool', 'Detached mode: Run containers in the background'),
    option(
      'exit-code-from',
      'string',
      'Return the exit code of the selected service container. Implies --abort-on-container-exit',
    ),
    option('no-color', 'bool', 'Produce monochrome output'),
    option('no-deps', 'bool', "Don't start linked services"),
    option('no-log-prefix', 'bool', "Don't print prefix in logs"),
    option('no-start', 'bool', "Don't start the services after creating them"),
    option(
      'timeout t',
      'int',
      'Use this timeout in seconds for container shutdown when attached or when containers are already running',
    ),
    option('timestamps', 'bool', 'Show timestamps'),
    option('wait', 'bool', 'Wait for services to be running|healthy. Implies detached mode.'),
  ],
  run: runUp,
};

export const create: ComposeCommand = {
  usage: 'create [OPTIONS] [SERVICE...]',
  summary: 'Creates containers for a service',
  options: shared,
  run: (call) => bringUp(call, true).then(() => 0),
};

interface Brought {
  project: Project;
  services: Service[];
  progress: Progress;
  wish: Wish;
}

/** Images, networks, volumes and containers. @throws DockerError */
async function bringUp(call: ComposeCall, noStart: boolean): Promise<Brought> {
  const { flags, args, streams, engine } = call;
  if (flags.bool('force-recreate') && flags.bool('no-recreate'))
    throw new DockerError('--force-recreate and --no-recreate are incompatible');
  const project = await call.project();
  const named = selectServices(project, args);
  const services = flags.bool('no-deps') ? named : withDependencies(project.services, named);
  if (services.length === 0) throw new DockerError('no service selected');
  const scale = scaleOf(flags.list('scale'), project);
  const progress = createProgress({ ...call.output, title: 'Running', write: streams.err });
  await imagesReady(project, services, {
    engine,
    streams,
    progress,
    build: flags.bool('build'),
    noBuild: flags.bool('no-build'),
    pull: flags.string('pull') ?? 'missing',
    quiet: flags.bool('quiet-pull'),
  });
  await ensureResources(project, services, engine, progress);
  const orphans = await orphansOf(project, engine);
  if (orphans.length > 0 && !flags.bool('remove-orphans')) {
    const names = `[${orphans.map(({ name }) => name).join(' ')}]`;
    const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    streams.err(
      `time="${time}" level=warning msg="Found orphan containers (${names}) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up."\n`,
    );
  }
  const timeout = flags.string('timeout');
  const wish = { engine, progress, ...(timeout === undefined ? {} : { timeout: Number(timeout) }) };
  if (flags.bool('remove-orphans')) for (const orphan of orphans) await removeContainer(orphan, wish);
  const all: Wish = {
    ...wish,
    scale,
    forceRecreate: flags.bool('force-recreate'),
    noRecreate: flags.bool('no-recreate'),
    noStart,
  };
  await converge(project, services, all);
  progress.end();
  return { project, services, progress, wish: all };
}

async function runUp(call: ComposeCall): Promise<number> {
  const { flags, streams, engine } = call;
  const aborts = flags.bool('abort-on-container-exit') || flags.string('exit-code-from') !== undefined;
  if (aborts && flags.bool('detach'))
    throw new DockerError('--abort-on-container-exit and --detach are incompatible');
  const began = new Date().toISOString();
  const attached = !(flags.bool('detach') || flags.bool('no-start') || flags.bool('wait'));
  const { project, services, progress, wish } = await bringUp(call, attached || flags.bool('no-start'));
  if (!attached) return flags.bool('wait') ? waitHealthy(project, services, call, progress) : 0;
  const names = services.map(({ name }) => name);
  const containers = await projectContainers(engine, project.name, names);
  const color = call.output.color && !flags.bool('no-color');
  const shown = prefixes(containers, project.name, color);
  streams.err(`Attaching to ${containers.map(({ name }) => short(name, project)).join(', ')}\n`);
  const ending = stopOnSignal(containers, call, progress);
  let aborted: Promise<unknown> | undefined;
  let code = 0;
  const starting = { over: false };
  const follow = async (container: ContainerInfo) => {
    if (!(await started(container, began, engine, starting))) return;
    await showLog(container, shown.get(container.id) ?? '', {
      engine,
      streams,
      follow: true,
      timestamps: flags.bool('timestamps'),
      prefix: !flags.bool('no-log-prefix'),
      color,
      since: isRunning(container) ? Date.now() : Date.parse(began),
    });
    const last = await look(engine, container.id);
    if (!last) return;
    streams.out(`${short(container.name, project)} exited with code ${last.state.exitCode}\n`);
    if (serviceOf(container) === flags.string('exit-code-from')) code = last.state.exitCode;
    if (aborts) aborted ??= stopAll(containers, call, progress);
  };
  const following = Promise.all(containers.map(follow));
  try {
    const quietly = createProgress({ write: streams.err, terminal: false, quiet: true, title: '' });
    await converge(project, services, {
      ...wish,
      progress: quietly,
      forceRecreate: false,
      noRecreate: true,
      noStart: false,
    });
  } finally {
    starting.over = true;
  }
  await following;
  await aborted;
  return (await ending()) ? interrupted : code;
}

async function look(engine: EngineClient, id: string): Promise<ContainerInfo | undefined> {
  return engine.get<ContainerInfo>('containers/inspect', { name: id }).catch(() => undefined);
}

/** Resolves to whether it was started, or ran already, before the starting was over. */
async function started(
  { id }: ContainerInfo,
  since: string,
  engine: EngineClient,
  starting: { over: boolean },
): Promise<boolean> {
  for (;;) {
    const { over } = starting;
    const now = await look(engine, id);
    if (now && (isRunning(now) || now.state.startedAt >= since)) return true;
    if (!now || over) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function short(name: string, { name: project }: Project): string {
  return name.startsWith(`${project}-`) ? name.slice(project.length + 1) : name;
}

/** Ctrl-C stops the containers, a second one kills them. The call that it returns resolves to whether there was one. */
function stopOnSignal(
  containers: readonly ContainerInfo[],
  call: ComposeCall,
  progress: Progress,
): () => Promise<boolean> {
  let stopping: Promise<unknown> | undefined;
  const handler = () => {
    if (stopping) {
      for (const { id } of containers)
        call.engine.post('containers/kill', { name: id, signal: 'SIGKILL' }).catch(() => undefined);
      return;
    }
    call.streams.err('Gracefully Stopping... press Ctrl+C again to force\n');
    stopping = stopAll(containers, call, progress);
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return async () => {
    process.off('SIGINT', handler).off('SIGTERM', handler);
    await stopping;
    return stopping !== undefined;
  };
}

async function stopAll(
  containers: readonly ContainerInfo[],
  { engine, flags }: ComposeCall,
  progress: Progress,
): Promise<void> {
  const given = flags.string('timeout');
  const timeout = timeoutOf(given === undefined ? {} : { timeout: Number(given) });
  await Promise.all(
    containers.map(({ id, name }) =>
      progress.during(`Container ${name}`, 'Stopping', 'Stopped', () =>
        engine.post('containers/stop', { name: id, ...timeout }),
      ),
    ),
  );
}

async function waitHealthy(
  project: Project,
  services: readonly Service[],
  { engine }: ComposeCall,
  progress: Progress,
): Promise<number> {
  for (const { id, name } of await projectContainers(
    engine,
    project.name,
    services.map((one) => one.name),
  )) {
    progress.say(`Container ${name}`, 'Waiting');
    for (;;) {
      const info = await engine.get<ContainerInfo>('containers/inspect', { name: id });
      if (info.state.health?.status === 'unhealthy') throw new DockerError(`container ${name} is unhealthy`);
      if (!isRunning(info)) throw new DockerError(`container ${name} exited (${info.state.exitCode})`);
      if (!info.state.health || info.state.health.status === 'healthy') break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    progress.say(`Container ${name}`, 'Healthy');
  }
  return 0;
}

/** `--scale web=3` @throws DockerError */
export function scaleOf(given: readonly string[], project: Project): Map<string, number> {
  return new Map(
    given.map((text) => {
      const [service = '', count = ''] = text.split('=');
      if (!/^\d+$/.test(count))
        throw new DockerError(`invalid --scale option "${text}". Should be SERVICE=NUM`);
      selectServices(project, [service]);
      return [service, Number(count)];
    }),
  );
}
