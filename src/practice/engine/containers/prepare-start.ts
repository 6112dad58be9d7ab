import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { PodNetwork } from '../../node/network/pod-network.ts';
import type { ContainerOptions } from '../../node/runtime/container.ts';
import type { ContainerContext } from './context.ts';
import { placeMounts } from './mounts.ts';
import { writeNetworkFiles } from './network-setup.ts';
import type { ContainerRecord } from './record.ts';

/** What the runtime needs to start a container, its mounts and network files in place. */
export function prepareStart(
  record: ContainerRecord,
  root: string,
  pod: PodNetwork,
  { clock, launcher, volumes, folders, memory }: ContainerContext,
): Omit<ContainerOptions, 'network' | 'output'> {
  const { spec, argv, workdir } = record;
  const scratch = path.join(folders.volumes(record.id), 'tmpfs');
  rmSync(scratch, { recursive: true, force: true });
  const paths = placeMounts(root, record.mounts, volumes, scratch);
  writeNetworkFiles(paths, pod, record);
  if (workdir !== '/') mkdirSync(paths.toHost(workdir), { recursive: true });
  const own = record.env.map((entry) => {
    const equals = entry.indexOf('=');
    return [entry.slice(0, equals), entry.slice(equals + 1)] as const;
  });
  return {
    paths,
    argv,
    env: {
      HOME: '/root',
      HOSTNAME: pod.hostname,
      ...(spec.tty ? { TERM: 'xterm' } : {}),
      ...Object.fromEntries(own),
    },
    cwd: workdir,
    tty: spec.tty,
    // Who leaves a terminal may come back to it.
    stdin: spec.openStdin ? (spec.stdinOnce && !spec.tty ? 'once' : 'kept') : 'none',
    clock,
    launcher,
    init: spec.init,
    memoryLimit: spec.memory > 0 && spec.memory < memory ? spec.memory : undefined,
  };
}
