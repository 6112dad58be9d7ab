import type { Worker } from 'node:worker_threads';

/** What threads have used so far. */
export interface Reading {
  /** Microseconds of CPU time. */
  readonly cpu: number;
  /** Bytes of heap, now. */
  readonly memory: number;
}

/** The threads of each container, by its network interface, which it has alone. */
const threads = new WeakMap<object, Set<Worker>>();

/** Counts a thread as one of the container with this network interface, until it ends. */
export function meterThread(container: object, worker: Worker): void {
  const own = threads.get(container) ?? new Set();
  threads.set(container, own.add(worker));
  worker.once('exit', () => own.delete(worker));
}

/** What the threads of a container have used; undefined when it has none. */
export async function readMeter(container: object): Promise<Reading | undefined> {
  const own = [...(threads.get(container) ?? [])];
  if (own.length === 0) return undefined;
  const readings = await Promise.all(own.map(readThread));
  return readings.reduce((sum, one) => ({ cpu: sum.cpu + one.cpu, memory: sum.memory + one.memory }));
}

async function readThread(worker: Worker): Promise<Reading> {
  try {
    const [{ user, system }, heap] = await Promise.all([cpuOf(worker), worker.getHeapStatistics()]);
    return { cpu: user + system, memory: heap.total_heap_size + heap.external_memory };
  } catch {
    // It ended while it was asked.
    return { cpu: 0, memory: 0 };
  }
}

/** Older versions of Node cannot tell a thread's time: there, that in which it had something to do. */
async function cpuOf(worker: Worker): Promise<NodeJS.CpuUsage> {
  if (typeof worker.cpuUsage === 'function') return worker.cpuUsage();
  return { user: worker.performance.eventLoopUtilization().active * 1000, system: 0 };
}
