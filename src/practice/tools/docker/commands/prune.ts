import { createInterface } from 'node:readline/promises';
import type { ImageSummary } from '../../../engine/api.ts';
import type { ContainerInfo, NetworkInfo, VolumeInfo } from '../../../engine/containers/api.ts';
import { humanSize } from '../../../engine/sizes.ts';
import type { Streams } from '../../common/streams.ts';
import { option } from '../args/flags.ts';
import type { Command, CommandCall } from '../command.ts';
import type { EngineClient } from '../engine-client.ts';

const force = option('force f', 'bool', 'Do not prompt for confirmation');
const filter = option('filter', 'filter', 'Provide filter values (e.g. "label=<key>=<value>")');

interface Pruned {
  title: string;
  lines: string[];
  bytes: number;
}

async function pruneContainers(engine: EngineClient): Promise<Pruned> {
  const all = await engine.get<ContainerInfo[]>('containers', { size: '1' });
  const idle = all.filter(({ state }) => state.status === 'created' || state.status === 'exited');
  for (const { id } of idle)
    await engine.post('containers/remove', { name: id, force: false, volumes: false });
  const bytes = idle.reduce((sum, { sizeRw = 0 }) => sum + sizeRw, 0);
  return { title: 'Deleted Containers', lines: idle.map(({ id }) => id), bytes };
}

async function pruneVolumes(engine: EngineClient, all: boolean): Promise<Pruned> {
  const volumes = await engine.get<VolumeInfo[]>('volumes');
  const idle = volumes.filter(({ users, anonymous }) => users === 0 && (all || anonymous));
  for (const { name } of idle) await engine.post('volumes/remove', { name });
  const bytes = idle.reduce((sum, { size }) => sum + size, 0);
  return { title: 'Deleted Volumes', lines: idle.map(({ name }) => name), bytes };
}

async function pruneNetworks(engine: EngineClient): Promise<Pruned> {
  const used = new Set(
    (await engine.get<ContainerInfo[]>('containers')).flatMap(({ networks }) => Object.keys(networks)),
  );
  const networks = await engine.get<NetworkInfo[]>('networks');
  const idle = networks.filter(({ name }) => !['bridge', 'host', 'none'].includes(name) && !used.has(name));
  for (const { id } of idle) await engine.post('networks/remove', { name: id });
  return { title: 'Deleted Networks', lines: idle.map(({ name }) => name), bytes: 0 };
}

async function pruneImages(engine: EngineClient, all: boolean): Promise<Pruned> {
  const used = new Set((await engine.get<ContainerInfo[]>('containers')).map(({ imageId }) => imageId));
  const images = await engine.get<ImageSummary[]>('images');
  const idle = images.filter(({ id, tags }) => !used.has(id) && (all || tags.length === 0));
  const lines: string[] = [];
  for (const { id } of idle) {
    const removed = await engine.post<{ lines: string[] }>('images/remove', { name: id, force: true });
    lines.push(...removed.lines.map((line) => line.toLowerCase()));
  }
  return { title: 'Deleted Images', lines, bytes: idle.reduce((sum, { size }) => sum + size, 0) };
}

function pruning(
  usage: string,
  summary: string,
  warning: string,
  prune: (call: CommandCall) => Promise<Pruned>,
  more: Command['options'] = [],
): Command {
  return {
    usage: `${usage} [OPTIONS]`,
    summary,
    options: [filter, force, ...more],
    args: { min: 0, max: 0 },
    async run(call) {
      const { flags, streams } = call;
      if (!flags.bool('force') && !(await confirmed(streams, `WARNING! ${warning}`))) return 0;
      const pruned = await prune(call);
      const total = usage.startsWith('network')
        ? ''
        : `Total reclaimed space: ${humanSize(pruned.bytes, 4)}\n`;
      streams.out(section(pruned) + total);
      return 0;
    },
  };
}

const all = option('all a', 'bool', 'Remove all unused ones, not just dangling ones');

export const containerPrune = pruning(
  'container prune',
  'Remove all stopped containers',
  'This will remove all stopped containers.',
  ({ engine }) => pruneContainers(engine),
);
export const volumePrune = pruning(
  'volume prune',
  'Remove unused local volumes',
  'This will remove anonymous local volumes not used by at least one container.',
  ({ engine, flags }) => pruneVolumes(engine, flags.bool('all')),
  [all],
);
export const networkPrune = pruning(
  'network prune',
  'Remove all unused networks',
  'This will remove all custom networks not used by at least one container.',
  ({ engine }) => pruneNetworks(engine),
);
export const imagePrune = pruning(
  'image prune',
  'Remove unused images',
  'This will remove all dangling images.',
  ({ engine, flags }) => pruneImages(engine, flags.bool('all')),
  [all],
);

export const systemPrune: Command = {
  usage: 'system prune [OPTIONS]',
  summary: 'Remove unused data',
  options: [
    option('all a', 'bool', 'Remove all unused images not just dangling ones'),
    filter,
    force,
    option('volumes', 'bool', 'Prune anonymous volumes'),
  ],
  args: { min: 0, max: 0 },
  async run({ flags, streams, engine }) {
    const everything = flags.bool('all');
    const what = [
      'all stopped containers',
      'all networks not used by at least one container',
      ...(flags.bool('volumes') ? ['all anonymous volumes not used by at least one container'] : []),
      everything ? 'all images without at least one container associated to them' : 'all dangling images',
      everything ? 'all build cache' : 'unused build cache',
    ];
    const warning = `WARNING! This will remove:\n${what.map((one) => `  - ${one}\n`).join('')}`;
    if (!flags.bool('force') && !(await confirmed(streams, warning))) return 0;
    const pruned = [await pruneContainers(engine), await pruneNetworks(engine)];
    if (flags.bool('volumes')) pruned.push(await pruneVolumes(engine, false));
    pruned.push(await pruneImages(engine, everything));
    const bytes = pruned.reduce((sum, one) => sum + one.bytes, 0);
    streams.out(`${pruned.map(section).join('')}Total reclaimed space: ${humanSize(bytes, 4)}\n`);
    return 0;
  },
};

function section({ title, lines }: Pruned): string {
  return lines.length > 0 ? `${title}:\n${lines.map((line) => `${line}\n`).join('')}\n` : '';
}

async function confirmed(streams: Streams, warning: string): Promise<boolean> {
  streams.out(`${warning}\nAre you sure you want to continue? [y/N] `);
  const lines = createInterface({ input: streams.stdin });
  try {
    for await (const line of lines) return /^y$/i.test(line.trim());
    return false;
  } finally {
    lines.close();
  }
}
