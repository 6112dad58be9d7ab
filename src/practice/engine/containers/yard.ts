import { totalmem } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { NamedImageStore } from '../../node/images/store.ts';
import { createPodFolders } from '../../node/kubelet/folders.ts';
import type { ContainerInterface } from '../../node/network/pod-network.ts';
import type { Launcher } from '../../node/runtime/process.ts';
import { shutdownGrace } from '../../node/settings.ts';
import type { Routes } from '../routes.ts';
import { containerRoutes } from './container-routes.ts';
import { Containers } from './containers.ts';
import type { ContainerContext } from './context.ts';
import { createFabric } from './fabric.ts';
import { Networks } from './networks.ts';
import { createPublisher } from './publish.ts';
import { resourceRoutes } from './resource-routes.ts';
import { readState, StateFile } from './state-file.ts';
import { Volumes } from './volumes.ts';

export interface YardOptions {
  images: NamedImageStore;
  stateDir: string;
  clock: Clock;
  launcher: Launcher;
}

/** Where an engine keeps its containers, networks and volumes. */
export interface Yard {
  routes: Routes;
  counts(): { running: number; stopped: number };
  usersOf(imageId: string): { id: string; running: boolean }[];
  /** For a command of a build. */
  buildNetwork(): { container: ContainerInterface; close(): void };
  start(): Promise<void>;
  close(): Promise<void>;
}

export function openYard({ images, stateDir, clock, launcher }: YardOptions): Yard {
  const file = path.join(stateDir, 'containers.json');
  const kept = readState(file);
  const state = new StateFile(file, () => ({
    containers: containers.records(),
    networks: networks.list(),
    volumes: volumes.list(),
  }));
  const save = () => state.save();
  const networks = new Networks(kept.networks, save);
  const volumes = new Volumes(path.join(stateDir, 'volumes'), kept.volumes, save);
  const fabric = createFabric(clock, stateDir);
  const context: ContainerContext = {
    clock,
    images,
    launcher,
    folders: createPodFolders(path.join(stateDir, 'containers'), images),
    networks,
    volumes,
    fabric,
    publisher: createPublisher(),
    memory: totalmem(),
    find: (name) => containers.get(name),
    save,
  };
  const containers = new Containers(context);
  const resuming = containers.take(kept.containers);
  return {
    routes: { ...containerRoutes(containers, context), ...resourceRoutes(containers, context) },
    counts() {
      const running = containers.list().filter((container) => container.running).length;
      return { running, stopped: containers.list().length - running };
    },
    usersOf: (imageId) =>
      containers
        .list()
        .filter(({ record }) => record.imageId === imageId)
        .map(({ record, running }) => ({ id: record.id, running })),
    buildNetwork() {
      const station = fabric.open({
        networks: [{ network: networks.get('bridge'), aliases: [] }],
        hostname: 'buildkitsandbox',
        hosts: new Map(),
        published: context.publisher.behind,
      });
      return { container: station.pod.container(), close: station.close };
    },
    async start() {
      // Why one does not start is in its state.
      await Promise.all(resuming.map((container) => container.start().catch(() => undefined)));
    },
    async close() {
      await containers.suspend(shutdownGrace * clock.speed);
      save();
      await state.saved();
      fabric.close();
    },
  };
}
