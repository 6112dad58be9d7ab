import type { ContainerInfo } from '../../../engine/containers/api.ts';
import { option } from '../args/flags.ts';
import { signalName } from '../containers/spec.ts';
import { DockerError } from '../errors.ts';
import type { ComposeCall, ComposeCommand } from './command.ts';
import { isRunning, projectContainers, serviceOf } from './containers.ts';
import { converge, removeContainer, timeoutOf, waitForDependencies } from './converge.ts';
import { inOrder, withDependencies } from './order.ts';
import { createProgress } from './progress.ts';
import { type Project, selectServices } from './project.ts';
import { scaleOf } from './up.ts';

const timeoutOption = option('timeout t', 'int', 'Specify a shutdown timeout in seconds');

/** The containers of the services named, and how to tell of what is done to them. */
async function chosen(call: ComposeCall) {
  const { args, engine, streams } = call;
  const project = await call.project();
  selectServices(project, args);
  const progress = createProgress({ ...call.output, title: 'Running', write: streams.err });
  const containers = await projectContainers(engine, project.name, args);
  const timeout = call.flags.string('timeout');
  return {
    project,
    progress,
    containers,
    wish: { engine, progress, ...(timeout === undefined ? {} : { timeout: Number(timeout) }) },
  };
}

export const stop: ComposeCommand = {
  usage: 'stop [OPTIONS] [SERVICE...]',
  summary: 'Stop services',
  options: [timeoutOption],
  async run(call) {
    const { progress, containers, wish } = await chosen(call);
    await Promise.all(
      containers
        .filter(isRunning)
        .map(({ id, name }) =>
          progress.during(`Container ${name}`, 'Stopping', 'Stopped', () =>
            call.engine.post('containers/stop', { name: id, ...timeoutOf(wish) }),
          ),
        ),
    );
    return 0;
  },
};

export const start: ComposeCommand = {
  usage: 'start [SERVICE...]',
  summary: 'Start services',
  options: [],
  async run(call) {
    const { project, progress, containers, wish } = await chosen(call);
    const services = withDependencies(project.services, selectServices(project, call.args));
    for (const service of inOrder(services).flat()) {
      const own = containers.filter((info) => serviceOf(info) === service.name);
      if (own.length === 0 && (call.args.length === 0 || call.args.includes(service.name)))
        throw new DockerError(`service "${service.name}" has no container to start`);
      await waitForDependencies(project, service, wish);
      for (const { id, name } of own.filter((info) => !isRunning(info))) {
        await progress.during(`Container ${name}`, 'Starting', 'Started', () =>
          call.engine.post('containers/start', { name: id }),
        );
      }
    }
    return 0;
  },
};

export const restart: ComposeCommand = {
  usage: 'restart [OPTIONS] [SERVICE...]',
  summary: 'Restart service containers',
  options: [option('no-deps', 'bool', "Don't restart dependent services"), timeoutOption],
  async run(call) {
    const { progress, containers, wish } = await chosen(call);
    if (containers.length === 0) throw new DockerError('no container found for project');
    await Promise.all(
      containers.map(({ id, name }) =>
        progress.during(`Container ${name}`, 'Restarting', 'Started', () =>
          call.engine.post('containers/restart', { name: id, ...timeoutOf(wish) }),
        ),
      ),
    );
    return 0;
  },
};

export const kill: ComposeCommand = {
  usage: 'kill [OPTIONS] [SERVICE...]',
  summary: 'Force stop service containers',
  options: [option('signal s', 'string', 'SIGNAL to send to the container (default "SIGKILL")')],
  async run(call) {
    const { progress, containers } = await chosen(call);
    const signal = signalName(call.flags.string('signal')) ?? 'SIGKILL';
    const running = containers.filter(isRunning);
    if (running.length === 0) {
      call.streams.err('no container to kill\n');
      return 0;
    }
    await Promise.all(
      running.map(({ id, name }) =>
        progress.during(`Container ${name}`, 'Killing', 'Killed', () =>
          call.engine.post('containers/kill', { name: id, signal }),
        ),
      ),
    );
    return 0;
  },
};

export const rm: ComposeCommand = {
  usage: 'rm [OPTIONS] [SERVICE...]',
  summary: 'Removes stopped service containers',
  options: [
    option('force f', 'bool', "Don't ask to confirm removal"),
    option('stop s', 'bool', 'Stop the containers, if required, before removing'),
    option('volumes v', 'bool', 'Remove any anonymous volumes attached to containers'),
  ],
  async run(call) {
    const { progress, containers, wish } = await chosen(call);
    const { flags, streams, engine } = call;
    const due = flags.bool('stop') ? containers : containers.filter((info) => !isRunning(info));
    if (due.length === 0) {
      streams.err('No stopped containers\n');
      return 0;
    }
    const names = due.map(({ name }) => name).join(', ');
    streams.out(
      `${flags.bool('force') ? '' : '? '}Going to remove ${names}${flags.bool('force') ? '\n' : ' [yN] '}`,
    );
    if (!flags.bool('force') && !(await saysYes(call))) return 0;
    await Promise.all(due.map((info) => removeOne(info)));
    return 0;

    async function removeOne(info: ContainerInfo): Promise<void> {
      if (isRunning(info)) return removeContainer(info, wish, flags.bool('volumes'));
      await progress.during(`Container ${info.name}`, 'Removing', 'Removed', () =>
        engine.post('containers/remove', { name: info.id, force: false, volumes: flags.bool('volumes') }),
      );
    }
  },
};

async function saysYes({ streams }: ComposeCall): Promise<boolean> {
  for await (const part of streams.stdin) return /^y/i.test(String(part).trim());
  return false;
}

export const scale: ComposeCommand = {
  usage: 'scale [SERVICE=REPLICAS...]',
  summary: 'Scale services',
  options: [option('no-deps', 'bool', "Don't start linked services")],
  async run(call) {
    const project: Project = await call.project();
    const counts = scaleOf(call.args, project);
    const progress = createProgress({ ...call.output, title: 'Running', write: call.streams.err });
    await converge(project, selectServices(project, [...counts.keys()]), {
      engine: call.engine,
      progress,
      scale: counts,
      forceRecreate: false,
      noRecreate: true,
      noStart: false,
    });
    return 0;
  },
};

export const wait: ComposeCommand = {
  usage: 'wait SERVICE [SERVICE...]',
  summary: 'Block until containers of all (or specified) services stop.',
  options: [],
  async run(call) {
    const { containers } = await chosen(call);
    if (containers.length === 0) throw new DockerError('no containers for project');
    let code = 0;
    for (const { id, name } of containers) {
      const { exit } = await call.engine.post<{ exit: number }>('containers/wait', { name: id });
      call.streams.out(`container ${JSON.stringify(name)} exited with status code ${exit}\n`);
      code = exit;
    }
    return code;
  },
};
