import type { ContainerStats } from './api.ts';
import type { EngineContainer } from './container.ts';
import type { ContainerContext } from './context.ts';

/** How long a reading of the processor takes, in milliseconds of wall time. */
const span = 200;

/** What programs that have no thread of their own are counted as, in bytes a process. */
const smallProcess = 1024 * 1024;

/** What containers use: Node.js programs as measured, what the cluster itself plays as next to nothing. */
export async function readStats(
  containers: readonly EngineContainer[],
  { memory }: ContainerContext,
): Promise<ContainerStats[]> {
  const before = await Promise.all(containers.map((container) => container.reading()));
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, span));
  const passed = performance.now() - began;
  const after = await Promise.all(containers.map((container) => container.reading()));
  return containers.map((container, index) => {
    const { id, name, spec } = container.record;
    const pids = container.running ? container.process.processes().length : 0;
    const used = (after[index]?.cpu ?? 0) - (before[index]?.cpu ?? 0);
    return {
      id,
      name,
      running: container.running,
      cpu: Math.max(0, used / 1000 / passed) * 100,
      memory: after[index]?.memory ?? pids * smallProcess,
      limit: spec.memory || memory,
      pids,
    };
  });
}
