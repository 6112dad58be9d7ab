import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeUsage } from '../types.ts';
import type { Kubelet } from './kubelet/kubelet.ts';
import { type Reading, readMeter } from './runtime/meter.ts';

/** A container that runs, and how its use is read. */
interface Measured {
  readonly key: string;
  readonly node: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly network: object;
}

interface Sample {
  /** Milliseconds, of the machine's monotonic clock. */
  readonly at: number;
  /** Microseconds of the whole process. */
  readonly process: number;
  readonly containers: ReadonlyMap<string, Reading | undefined>;
}

/** Milliseconds between two samples that say something together, and over which the first is out of date. */
const shortest = 300;
const longest = 60_000;

/**
 * What nodes and their containers use, measured when somebody asks and never else. A container's own threads are
 * measured. Those without a thread run in the cluster's process: what it uses beyond the threads is divided equally
 * between them and the cluster itself.
 */
export function createUsageMeter(kubelets: () => ReadonlyMap<string, Kubelet>): () => Promise<NodeUsage[]> {
  let before: Sample | undefined;

  function running(): Measured[] {
    return [...kubelets()].flatMap(([node, kubelet]) =>
      kubelet.runners().flatMap((runner) =>
        runner.networks().map(([container, network]) => {
          const { namespace = 'default', name, uid } = runner.pod.metadata;
          return { key: `${uid}/${container}`, node, namespace, pod: name, container, network };
        }),
      ),
    );
  }

  async function sample(measured: readonly Measured[]): Promise<Sample> {
    const readings = await Promise.all(
      measured.map(async ({ key, network }) => [key, await readMeter(network)] as const),
    );
    const { user, system } = process.cpuUsage();
    return { at: performance.now(), process: user + system, containers: new Map(readings) };
  }

  return async () => {
    const measured = running();
    const age = before === undefined ? Number.POSITIVE_INFINITY : performance.now() - before.at;
    let from = age >= shortest && age <= longest ? before : undefined;
    if (!from) {
      from = await sample(measured);
      await sleep(shortest);
    }
    const now = await sample(measured);
    before = now;
    return summed([...kubelets().keys()], measured, rates(measured, from, now));
  };
}

/** In cores and bytes. */
interface Rate {
  readonly cpu: number;
  readonly memory: number;
}

interface Rates {
  readonly containers: ReadonlyMap<string, Rate>;
  /** Of the cluster itself. */
  readonly rest: Rate;
}

function rates(measured: readonly Measured[], from: Sample, now: Sample): Rates {
  const elapsed = (now.at - from.at) * 1000;
  const containers = new Map<string, Rate>();
  const shared: string[] = [];
  let cpu = Math.max(now.process - from.process, 0) / elapsed;
  for (const { key } of measured) {
    const reading = now.containers.get(key);
    if (!reading) {
      shared.push(key);
      continue;
    }
    const used = Math.max(reading.cpu - (from.containers.get(key)?.cpu ?? 0), 0) / elapsed;
    cpu = Math.max(cpu - used, 0);
    containers.set(key, { cpu: used, memory: reading.memory });
  }
  const parts = shared.length + 1;
  const rest = { cpu: cpu / parts, memory: process.memoryUsage().heapTotal / parts };
  for (const key of shared) containers.set(key, rest);
  return { containers, rest };
}

/** The cluster itself runs on the first node. */
function summed(
  nodes: readonly string[],
  measured: readonly Measured[],
  { containers, rest }: Rates,
): NodeUsage[] {
  return nodes.map((node, index) => {
    const pods = new Map<string, NodeUsage['pods'][number]>();
    let { cpu, memory } = index === 0 ? rest : { cpu: 0, memory: 0 };
    for (const one of measured.filter((each) => each.node === node)) {
      const { namespace, pod, container: name } = one;
      const rate = containers.get(one.key) ?? { cpu: 0, memory: 0 };
      const known = pods.get(`${namespace}/${pod}`) ?? { namespace, pod, containers: [] };
      pods.set(`${namespace}/${pod}`, { ...known, containers: [...known.containers, { name, ...rate }] });
      cpu += rate.cpu;
      memory += rate.memory;
    }
    return { node, cpu, memory, pods: [...pods.values()] };
  });
}
