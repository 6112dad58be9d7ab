import type { VolumeInfo } from '../../../engine/containers/api.ts';
import { humanSize } from '../../../engine/sizes.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { labels } from '../containers/values.ts';
import { DockerError } from '../errors.ts';
import { formatRows } from '../render/format.ts';
import { table } from '../render/table.ts';
import { removeEach } from './remove-each.ts';

export const volumeLs: Command = {
  usage: 'volume ls [OPTIONS]',
  summary: 'List volumes',
  aliases: ['volume ls', 'volume list'],
  options: [
    option('filter f', 'filter', 'Provide filter values (e.g. "dangling=true")'),
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
    option('quiet q', 'bool', 'Only display volume names'),
  ],
  args: { min: 0, max: 0 },
  async run({ flags, streams, engine }) {
    const fits = volumeFilter(flags.list('filter'));
    const volumes = (await engine.get<VolumeInfo[]>('volumes')).filter(fits);
    if (flags.bool('quiet')) {
      streams.out(volumes.map(({ name }) => `${name}\n`).join(''));
      return 0;
    }
    const rows = volumes.map((volume) => ({
      Driver: 'local',
      Name: volume.name,
      Labels: Object.entries(volume.labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
      Mountpoint: volume.mountpoint,
      Scope: 'local',
      Size: humanSize(volume.size),
    }));
    const format = flags.string('format');
    // This list's columns are narrower than those of others.
    streams.out(
      format === undefined
        ? table([['DRIVER', 'VOLUME NAME'], ...rows.map(({ Driver, Name }) => [Driver, Name])])
        : formatRows(rows, ['Driver', 'Name'], { Name: 'VOLUME NAME' }, format),
    );
    return 0;
  },
};

export const volumeCreate: Command = {
  usage: 'volume create [OPTIONS] [VOLUME]',
  summary: 'Create a volume',
  options: [
    option('driver d', 'string', 'Specify volume driver name (default "local")'),
    option('label', 'list', 'Set metadata for a volume'),
    option('name', 'string', 'Specify volume name'),
    option('opt o', 'stringArray', 'Set driver specific options'),
  ],
  args: { min: 0, max: 1 },
  async run({ flags, args: [name], streams, engine }) {
    const driver = flags.string('driver') ?? 'local';
    if (driver !== 'local')
      throw new DockerError(
        `Error response from daemon: error looking up volume plugin ${driver}: plugin "${driver}" not found`,
      );
    const created = await engine.post<{ name: string }>('volumes/create', {
      name: name ?? flags.string('name') ?? '',
      labels: labels(flags.list('label')),
    });
    streams.out(`${created.name}\n`);
    return 0;
  },
};

export const volumeRm: Command = {
  usage: 'volume rm [OPTIONS] VOLUME [VOLUME...]',
  summary: 'Remove one or more volumes',
  aliases: ['volume rm', 'volume remove'],
  options: [option('force f', 'bool', 'Force the removal of one or more volumes')],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  run: (call) => removeEach(call, 'volumes/remove'),
};

function volumeFilter(filters: readonly string[]): (volume: VolumeInfo) => boolean {
  const tests = filters.map((filter) => {
    const [name = '', value = ''] = filter.split(/=(.*)/s);
    if (name === 'dangling') return ({ users }: VolumeInfo) => (users === 0) === (value === 'true');
    if (name === 'name') return (volume: VolumeInfo) => volume.name.includes(value);
    if (name === 'driver') return () => value === 'local';
    if (name === 'label') {
      const [key = '', wanted] = value.split(/=(.*)/s);
      return (volume: VolumeInfo) =>
        wanted === undefined ? key in volume.labels : volume.labels[key] === wanted;
    }
    throw new DockerError(`Error response from daemon: invalid filter '${name}'`);
  });
  return (volume) => tests.every((test) => test(volume));
}
