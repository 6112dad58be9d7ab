import type { ContainerInfo, ContainerStats } from '../../../../engine/containers/api.ts';
import { option } from '../../args/flags.ts';
import type { Command } from '../../command.ts';
import { formatRows } from '../../render/format.ts';

/** Between two looks, in milliseconds. */
const lookEvery = 1000;

export const stats: Command = {
  usage: 'stats [OPTIONS] [CONTAINER...]',
  summary: 'Display a live stream of container(s) resource usage statistics',
  aliases: ['container stats', 'stats'],
  options: [
    option('all a', 'bool', 'Show all containers (default shows just running)'),
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
    option('no-stream', 'bool', 'Disable streaming stats and only pull the first result'),
    option('no-trunc', 'bool', 'Do not truncate output'),
  ],
  args: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ flags, args, streams, engine }) {
    const wanted = new Set<string>();
    for (const name of args) wanted.add((await engine.get<ContainerInfo>('containers/inspect', { name })).id);
    for (;;) {
      const all = await engine.get<ContainerStats[]>('containers/stats');
      const shown = all.filter(({ id }) => wanted.size === 0 || wanted.has(id));
      const rows = shown.map((one) => rowOf(one, flags.bool('no-trunc')));
      const text = formatRows(rows, columns, headings, flags.string('format'));
      if (flags.bool('no-stream')) {
        streams.out(text);
        return 0;
      }
      streams.out(`\u001b[2J\u001b[H${text}`);
      await new Promise((resolve) => setTimeout(resolve, lookEvery));
    }
  },
};

const columns = ['ID', 'Name', 'CPUPerc', 'MemUsage', 'MemPerc', 'NetIO', 'BlockIO', 'PIDs'];

const headings = {
  ID: 'CONTAINER ID',
  CPUPerc: 'CPU %',
  MemUsage: 'MEM USAGE / LIMIT',
  MemPerc: 'MEM %',
  NetIO: 'NET I/O',
  BlockIO: 'BLOCK I/O',
};

function rowOf(
  { id, name, cpu, memory, limit, pids }: ContainerStats,
  whole: boolean,
): Record<string, string> {
  return {
    ID: whole ? id : id.slice(0, 12),
    Container: name,
    Name: name,
    CPUPerc: `${cpu.toFixed(2)}%`,
    MemUsage: `${binarySize(memory)} / ${binarySize(limit)}`,
    MemPerc: `${((memory / limit) * 100).toFixed(2)}%`,
    NetIO: '0B / 0B',
    BlockIO: '0B / 0B',
    PIDs: String(pids),
  };
}

function binarySize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit += 1) value /= 1024;
  return `${Number(value.toPrecision(4))}${units[unit]}`;
}
