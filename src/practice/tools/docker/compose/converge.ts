import type { ContainerInfo } from '../../../engine/containers/api.ts';
import type { EngineClient } from '../engine-client.ts';
import { DockerError } from '../errors.ts';
import { isRunning, numberOf, projectContainers, serviceOf } from './containers.ts';
import { dependenciesOf, inOrder } from './order.ts';
import type { Progress } from './progress.ts';
import type { Project, Service } from './project.ts';
import { configHash, labelOf, replicasOf, serviceSpec } from './service-spec.ts';

export interface Wish {
  engine: EngineClient;
  progress: Progress;
  /** Replicas by service, in place of what the files say. */
  scale: ReadonlyMap<string, number>;
  forceRecreate: boolean;
  noRecreate: boolean;
  /** Only make them. */
  noStart: boolean;
  timeout?: number;
}

/** Makes a project's containers what its files say, and starts them, each after those that it needs. @throws DockerError */
export async function converge(project: Project, services: readonly Service[], wish: Wish): Promise<void> {
  const groups = inOrder(services);
  for (const group of groups)
    await Promise.all(group.map((service) => makeContainers(project, service, wish)));
  if (wish.noStart) return;
  for (const group of groups) await Promise.all(group.map((service) => startService(project, service, wish)));
}

async function makeContainers(project: Project, service: Service, wish: Wish): Promise<void> {
  const { engine, progress } = wish;
  const wanted = wish.scale.get(service.name) ?? replicasOf(service);
  const there = await projectContainers(engine, project.name, [service.name]);
  const hash = configHash(project, service);
  const kept = there.slice(0, wanted);
  for (const container of there.slice(wanted)) await removeContainer(container, wish);
  const image = await imageIdOf(engine, serviceSpec(project, service, 1).image);
  for (const container of kept) {
    const isSame = container.labels[labelOf.hash] === hash && container.imageId === image;
    if (wish.noRecreate || (isSame && !wish.forceRecreate)) {
      if (isRunning(container)) progress.say(`Container ${container.name}`, 'Running');
      continue;
    }
    await progress.during(`Container ${container.name}`, 'Recreate', 'Recreated', async () => {
      await engine.post('containers/stop', { name: container.id, ...timeoutOf(wish) });
      await engine.post('containers/remove', { name: container.id, force: true, volumes: false });
      await engine.post('containers/create', serviceSpec(project, service, numberOf(container)));
    });
  }
  const taken = new Set(kept.map(numberOf));
  await Promise.all(
    Array.from({ length: Math.max(0, wanted - kept.length) }, () => {
      let number = 1;
      while (taken.has(number)) number += 1;
      taken.add(number);
      const spec = serviceSpec(project, service, number);
      return progress.during(`Container ${spec.name}`, 'Creating', 'Created', () =>
        engine.post('containers/create', spec),
      );
    }),
  );
}

async function imageIdOf(engine: EngineClient, name: string): Promise<string> {
  return (await engine.get<{ Id: string }>('images/inspect', { name })).Id;
}

async function startService(project: Project, service: Service, wish: Wish): Promise<void> {
  await waitForDependencies(project, service, wish);
  const containers = await projectContainers(wish.engine, project.name, [service.name]);
  await Promise.all(
    containers
      .filter((container) => !isRunning(container))
      .map(({ id, name }) =>
        wish.progress.during(`Container ${name}`, 'Starting', 'Started', () =>
          wish.engine.post('containers/start', { name: id }),
        ),
      ),
  );
}

/** How often containers are looked at while one waits for them, in milliseconds. */
const lookEvery = 100;

/** @throws DockerError when one cannot become what it should */
export async function waitForDependencies(
  project: Project,
  service: Service,
  { engine, progress }: Pick<Wish, 'engine' | 'progress'>,
): Promise<void> {
  for (const { on, condition, required } of dependenciesOf(service)) {
    if (condition === 'service_started') continue;
    for (const { id, name } of await projectContainers(engine, project.name, [on])) {
      progress.say(`Container ${name}`, 'Waiting');
      for (;;) {
        const info = await engine.get<ContainerInfo>('containers/inspect', { name: id });
        const outcome = condition === 'service_healthy' ? healthOf(info) : completionOf(info, on);
        if (outcome === true) break;
        if (typeof outcome === 'string') {
          progress.say(`Container ${name}`, 'Error');
          if (!required) break;
          throw new DockerError(
            condition === 'service_healthy' ? `dependency failed to start: ${outcome}` : outcome,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, lookEvery));
      }
      progress.say(`Container ${name}`, condition === 'service_healthy' ? 'Healthy' : 'Exited');
    }
  }
}

/** True once it is so, false while it may become so, a text when it will not. */
function healthOf({ name, state, healthcheck }: ContainerInfo): boolean | string {
  if (!healthcheck) return `container ${name} has no healthcheck configured`;
  if (state.status === 'exited') return `container ${name} exited (${state.exitCode})`;
  if (state.health?.status === 'unhealthy') return `container ${name} is unhealthy`;
  return state.health?.status === 'healthy';
}

function completionOf({ state }: ContainerInfo, service: string): boolean | string {
  if (state.status !== 'exited') return false;
  return state.exitCode === 0 || `service "${service}" didn't complete successfully: exit ${state.exitCode}`;
}

/** Stops and removes one. */
export async function removeContainer(
  container: ContainerInfo,
  wish: Pick<Wish, 'engine' | 'progress' | 'timeout'>,
  volumes = false,
): Promise<void> {
  const { engine, progress } = wish;
  const what = `Container ${container.name}`;
  await progress.during(what, 'Stopping', 'Stopped', () =>
    engine.post('containers/stop', { name: container.id, ...timeoutOf(wish) }),
  );
  await progress.during(what, 'Removing', 'Removed', () =>
    engine.post('containers/remove', { name: container.id, force: true, volumes }),
  );
}

export function timeoutOf({ timeout }: Pick<Wish, 'timeout'>): { timeout?: number } {
  return timeout === undefined ? {} : { timeout };
}

/** Containers of services that the files no longer have. */
export async function orphansOf(project: Project, engine: EngineClient): Promise<ContainerInfo[]> {
  const known = new Set(Object.keys((project.raw.services ?? {}) as object));
  return (await projectContainers(engine, project.name)).filter((info) => !known.has(serviceOf(info)));
}
