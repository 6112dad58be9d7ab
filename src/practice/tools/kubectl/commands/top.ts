import { parseQuantity } from '../../../quantity.ts';
import { Tabwriter } from '../../common/tabwriter.ts';
import { type KubeObject, listAt, nameOf, type ObjectList, textAt } from '../api/objects.ts';
import { SELECTOR } from '../args/common.ts';
import { absent, flag } from '../args/flags.ts';
import type { Call, Command } from '../command.ts';
import { KubectlError, StatusError } from '../errors.ts';

export const top: Command = {
  usage: 'top node|pod [NAME] [flags]',
  summary: 'Display resource (CPU/memory) usage',
  flags: [],
  subcommands: {
    node: async () => topNode,
    nodes: async () => topNode,
    no: async () => topNode,
    pod: async () => topPod,
    pods: async () => topPod,
    po: async () => topPod,
  },
};

const FLAGS = [
  SELECTOR,
  flag('no-headers', 'bool', 'without the line of headers'),
  flag('sort-by', 'string', 'cpu or memory'),
  flag('use-protocol-buffers', 'bool'),
];

const topNode: Command = {
  usage: 'top node [NAME] [flags]',
  summary: 'Display resource (CPU/memory) usage of nodes',
  flags: [...FLAGS, absent('show-capacity', 'bool', 'Use "kubectl describe node".')],
  run: runTopNode,
};

const topPod: Command = {
  usage: 'top pod [NAME] [flags]',
  summary: 'Display resource (CPU/memory) usage of pods',
  flags: [
    ...FLAGS,
    flag('all-namespaces A', 'bool', 'of all namespaces'),
    flag('containers', 'bool', 'of each container'),
    flag('field-selector', 'string'),
    absent('sum', 'bool', 'Add them up.'),
  ],
  run: runTopPod,
};

interface Usage {
  name: string[];
  cpu: number;
  memory: number;
}

const METRICS = '/apis/metrics.k8s.io/v1beta1';

async function metrics({ session, flags }: Call, path: string): Promise<KubeObject[]> {
  try {
    const answer = await session.client.get<ObjectList & KubeObject>(METRICS + path, {
      query: { labelSelector: flags.string('selector') || undefined },
    });
    return answer.items ?? [answer];
  } catch (error) {
    if (
      error instanceof StatusError &&
      error.message === 'the server could not find the requested resource'
    ) {
      throw new KubectlError('error: Metrics API not available');
    }
    throw error;
  }
}

const usageOf = (usage: unknown, name: string[]): Usage => ({
  name,
  cpu: Math.ceil((parseQuantity(textAt(usage, 'cpu')) ?? 0) * 1000),
  memory: parseQuantity(textAt(usage, 'memory')) ?? 0,
});

const MIB = 2 ** 20;

async function runTopNode(call: Call): Promise<void> {
  const { session, flags, args } = call;
  const [name] = args;
  const found = await metrics(call, `/nodes${name === undefined ? '' : `/${name}`}`);
  const { items } = await session.client.get<{ items: KubeObject[] }>('/api/v1/nodes');
  const rows = sorted(
    found.map((one) => usageOf(one.usage, [nameOf(one)])),
    flags.string('sort-by'),
  ).map((usage) => {
    const node = items.find((item) => nameOf(item) === usage.name[0]);
    const cpu = (parseQuantity(textAt(node, 'status', 'allocatable', 'cpu')) ?? 0) * 1000;
    const memory = parseQuantity(textAt(node, 'status', 'allocatable', 'memory')) ?? 0;
    const percent = (part: number, whole: number) =>
      whole > 0 ? `${Math.trunc((part / whole) * 100)}%` : '<unknown>';
    return [
      ...usage.name,
      `${usage.cpu}m`,
      percent(usage.cpu, cpu),
      `${Math.trunc(usage.memory / MIB)}Mi`,
      percent(usage.memory, memory),
    ];
  });
  print(call, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], rows);
}

async function runTopPod(call: Call): Promise<void> {
  const { session, flags, args } = call;
  const all = flags.bool('all-namespaces');
  const [name] = args;
  const folder = all ? '/pods' : `/namespaces/${session.namespace}/pods`;
  const found = await metrics(call, `${folder}${name === undefined ? '' : `/${name}`}`);
  if (found.length === 0) {
    session.err(all ? 'No resources found\n' : `No resources found in ${session.namespace} namespace.\n`);
    return;
  }
  const usages = found.flatMap((pod) => {
    const head = all ? [pod.metadata?.namespace ?? '', nameOf(pod)] : [nameOf(pod)];
    const containers = listAt(pod, 'containers').map((one) =>
      usageOf(one.usage, [...head, textAt(one, 'name')]),
    );
    if (flags.bool('containers')) return containers;
    return [{ name: head, cpu: sum(containers, 'cpu'), memory: sum(containers, 'memory') }];
  });
  const rows = sorted(usages, flags.string('sort-by')).map((usage) => [
    ...usage.name,
    `${usage.cpu}m`,
    `${Math.trunc(usage.memory / MIB)}Mi`,
  ]);
  const head = [...(all ? ['NAMESPACE'] : []), ...(flags.bool('containers') ? ['POD', 'NAME'] : ['NAME'])];
  print(call, [...head, 'CPU(cores)', 'MEMORY(bytes)'], rows);
}

const sum = (usages: readonly Usage[], field: 'cpu' | 'memory'): number =>
  usages.reduce((total, usage) => total + usage[field], 0);

function sorted(usages: Usage[], by: string): Usage[] {
  if (!['', 'cpu', 'memory'].includes(by))
    throw new KubectlError('error: --sort-by accepts only cpu or memory');
  if (by === 'cpu' || by === 'memory') return usages.sort((a, b) => b[by] - a[by]);
  return usages.sort((a, b) => (a.name.join('/') < b.name.join('/') ? -1 : 1));
}

function print({ session, flags }: Call, head: string[], rows: string[][]): void {
  const lines = flags.bool('no-headers') ? rows : [head, ...rows];
  const text = lines.map((line) => `${line.join('\t')}\n`).join('');
  session.out(new Tabwriter({ minWidth: 6, padding: 3 }).format(text));
}
