import type { ImageSummary } from '../../../engine/api.ts';
import type { ContainerInfo, VolumeInfo } from '../../../engine/containers/api.ts';
import { humanSize } from '../../../engine/sizes.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { formatRows } from '../render/format.ts';

interface Use {
  size: number;
  active: boolean;
}

export const df: Command = {
  usage: 'system df [OPTIONS]',
  summary: 'Show docker disk usage',
  options: [
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
  ],
  args: { min: 0, max: 0 },
  async run({ flags, streams, engine }) {
    const containers = await engine.get<ContainerInfo[]>('containers', { size: '1' });
    const images = await engine.get<ImageSummary[]>('images');
    const volumes = await engine.get<VolumeInfo[]>('volumes');
    const used = new Set(containers.map(({ imageId }) => imageId));
    const rows = [
      row(
        'Images',
        images.map(({ id, size }) => ({ size, active: used.has(id) })),
        4,
      ),
      row(
        'Containers',
        containers.map(({ sizeRw = 0, state }) => ({ size: sizeRw, active: state.status === 'running' })),
      ),
      row(
        'Local Volumes',
        volumes.map(({ size, users }) => ({ size, active: users > 0 })),
      ),
      row('Build Cache', []),
    ];
    streams.out(
      formatRows(
        rows,
        ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'],
        { TotalCount: 'TOTAL' },
        flags.string('format'),
      ),
    );
    return 0;
  },
};

function row(type: string, uses: readonly Use[], digits = 4): Record<string, string> {
  const size = sum(uses);
  const idle = sum(uses.filter(({ active }) => !active));
  const share = size > 0 ? ` (${Math.floor((idle / size) * 100)}%)` : '';
  return {
    Type: type,
    TotalCount: String(uses.length),
    Active: String(uses.filter(({ active }) => active).length),
    Size: humanSize(size, digits),
    Reclaimable: humanSize(idle, digits) + share,
  };
}

function sum(uses: readonly Use[]): number {
  return uses.reduce((total, { size }) => total + size, 0);
}
