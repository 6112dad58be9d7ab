import type { ContainerStatus } from '../../objects.ts';
import type { RunnerOptions } from './container-runner.ts';
import { timestamp } from './context.ts';

/** A container that ran when its node went away has ended, in a way that nobody saw. */
export function statusAfterReboot({ spec, before, pod, context }: RunnerOptions): ContainerStatus {
  const waiting = {
    waiting: { reason: pod().spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating' },
  };
  if (!before) {
    const image = spec.image;
    return {
      name: spec.name,
      state: waiting,
      lastState: {},
      ready: false,
      restartCount: 0,
      image,
      imageID: '',
      started: false,
    };
  }
  const { running } = before.state ?? {};
  if (!running) return { ...before, ready: false, started: false };
  const terminated = {
    exitCode: 255,
    reason: 'Unknown',
    startedAt: running.startedAt ?? null,
    finishedAt: timestamp(context.clock),
    ...(before.containerID === undefined ? {} : { containerID: before.containerID }),
  };
  return { ...before, state: waiting, lastState: { terminated }, ready: false, started: false };
}
