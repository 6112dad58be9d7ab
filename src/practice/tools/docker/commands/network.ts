import type { NetworkInfo } from '../../../engine/containers/api.ts';
import { option } from '../args/flags.ts';
import type { Command } from '../command.ts';
import { labels } from '../containers/values.ts';
import { DockerError } from '../errors.ts';
import { formatRows } from '../render/format.ts';
import { removeEach } from './remove-each.ts';

export const networkLs: Command = {
  usage: 'network ls [OPTIONS]',
  summary: 'List networks',
  aliases: ['network ls', 'network list'],
  options: [
    option('filter f', 'filter', 'Provide filter values (e.g. "driver=bridge")'),
    option('format', 'string', "Format output using a custom template: 'table', 'json', or a Go template"),
    option('no-trunc', 'bool', 'Do not truncate the output'),
    option('quiet q', 'bool', 'Only display network IDs'),
  ],
  args: { min: 0, max: 0 },
  async run({ flags, streams, engine }) {
    const fits = networkFilter(flags.list('filter'));
    const networks = (await engine.get<NetworkInfo[]>('networks')).filter(fits);
    const rows = networks
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((network) => ({
        ID: flags.bool('no-trunc') ? network.id : network.id.slice(0, 12),
        Name: network.name,
        Driver: network.driver,
        Scope: 'local',
        Labels: Object.entries(network.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(','),
      }));
    if (flags.bool('quiet')) streams.out(rows.map(({ ID }) => `${ID}\n`).join(''));
    else
      streams.out(
        formatRows(rows, ['ID', 'Name', 'Driver', 'Scope'], { ID: 'NETWORK ID' }, flags.string('format')),
      );
    return 0;
  },
};

export const networkCreate: Command = {
  usage: 'network create [OPTIONS] NETWORK',
  summary: 'Create a network',
  options: [
    option('attachable', 'bool', 'Enable manual container attachment'),
    option('driver d', 'string', 'Driver to manage the Network (default "bridge")'),
    option('gateway', 'list', 'IPv4 or IPv6 Gateway for the master subnet'),
    option('internal', 'bool', 'Restrict external access to the network'),
    option('label', 'list', 'Set metadata on a network'),
    option('opt o', 'stringArray', 'Set driver specific options'),
    option('subnet', 'list', 'Subnet in CIDR format that represents a network segment'),
  ],
  args: { min: 1, max: 1 },
  async run({ flags, args: [name], streams, engine }) {
    const { id } = await engine.post<{ id: string }>('networks/create', {
      name,
      driver: flags.string('driver') ?? 'bridge',
      subnet: flags.string('subnet') ?? '',
      internal: flags.bool('internal'),
      labels: labels(flags.list('label')),
    });
    streams.out(`${id}\n`);
    return 0;
  },
};

export const networkRm: Command = {
  usage: 'network rm NETWORK [NETWORK...]',
  summary: 'Remove one or more networks',
  aliases: ['network rm', 'network remove'],
  options: [option('force f', 'bool', 'Do not error if the network does not exist')],
  args: { min: 1, max: Number.POSITIVE_INFINITY },
  run: (call) => removeEach(call, 'networks/remove', 'exit status 1'),
};

export const networkConnect: Command = {
  usage: 'network connect [OPTIONS] NETWORK CONTAINER',
  summary: 'Connect a container to a network',
  options: [option('alias', 'list', 'Add network-scoped alias for the container')],
  args: { min: 2, max: 2 },
  async run({ flags, args: [network, container], engine }) {
    await engine.post('networks/connect', { network, container, aliases: flags.list('alias') });
    return 0;
  },
};

export const networkDisconnect: Command = {
  usage: 'network disconnect [OPTIONS] NETWORK CONTAINER',
  summary: 'Disconnect a container from a network',
  options: [option('force f', 'bool', 'Force the container to disconnect from a network')],
  args: { min: 2, max: 2 },
  async run({ args: [network, container], engine }) {
    await engine.post('networks/disconnect', { network, container });
    return 0;
  },
};

function networkFilter(filters: readonly string[]): (network: NetworkInfo) => boolean {
  const tests = filters.map((filter) => {
    const [name = '', value = ''] = filter.split(/=(.*)/s);
    if (name === 'name') return (network: NetworkInfo) => network.name.includes(value);
    if (name === 'id') return (network: NetworkInfo) => network.id.startsWith(value);
    if (name === 'driver') return (network: NetworkInfo) => network.driver === value;
    if (name === 'label') {
      const [key = '', wanted] = value.split(/=(.*)/s);
      return (network: NetworkInfo) =>
        wanted === undefined ? key in network.labels : network.labels[key] === wanted;
    }
    throw new DockerError(`Error response from daemon: invalid filter '${name}'`);
  });
  return (network) => tests.every((test) => test(network));
}
