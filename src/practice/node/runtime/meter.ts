import type { Worker } from 'node:worker_threads';

/** What threads have used so far. */
export interface Reading {
  /** Microseconds of CPU time. */
  readonly cpu: number;
  /** Bytes of heap, now. */
  readonly memory: number;
}

/** How the use of each container is read, by its network interface, which it has alone. */
const readers = new WeakMap<object, Set<() => Promise<Reading>>>();

/** Counts what `read` says as use of the container with this network interface. Returns the call that ends it. */
export function meterContainer(container: object, read: () => Promise<Reading>): () => void {
  const own = readers.get(container) ?? new Set();
  readers.set(container, own.add(read));
  return () => own.delete(read);
}

/** What the threads of a container have used; undefined when it has none. */
export async function readMeter(container: object): Promise<Reading | undefined> {
  const own = [...(readers.get(container) ?? [])];
  if (own.length === 0) return undefined;
  const readings = await Promise.all(own.map((read) => read()));
  return readings.reduce((sum, one) => ({ cpu: sum.cpu + one.cpu, memory: sum.memory + one.memory }));
}

export async function readWorker(worker: Worker): Promise<Reading> {
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
