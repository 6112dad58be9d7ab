import { EngineError } from '../errors.ts';
import { readBody, sendJson } from '../http.ts';
import type { Routes } from '../routes.ts';
import type { NetworkInfo, VolumeInfo } from './api.ts';
import type { Containers } from './containers.ts';
import type { ContainerContext } from './context.ts';
import { isPredefined, isUserDefined, type NetworkRecord } from './networks.ts';
import { folderSize, type VolumeRecord } from './volumes.ts';

/** What the docker command asks about networks and volumes. */
export function resourceRoutes(
  containers: Containers,
  { networks, volumes, save }: ContainerContext,
): Routes {
  const describeNetwork = (network: NetworkRecord): NetworkInfo => ({
    ...network,
    containers: containers.list().flatMap(({ station, record: { id, name } }) => {
      const attachment = station?.attachments[network.name];
      return attachment
        ? [{ id, name, ip: attachment.ip, prefix: attachment.prefix, mac: attachment.mac }]
        : [];
    }),
  });
  const usersOf = (name: string) =>
    containers.list().filter(({ record }) => record.mounts.some((mount) => mount.name === name));
  const describeVolume = (volume: VolumeRecord): VolumeInfo => ({
    ...volume,
    mountpoint: volumes.place(volume.name),
    size: folderSize(volumes.place(volume.name)),
    users: usersOf(volume.name).length,
  });
  return {
    'GET networks': async ({ response }) => sendJson(response, 200, networks.list().map(describeNetwork)),
    'GET networks/inspect': async ({ response, query }) =>
      sendJson(response, 200, describeNetwork(networks.get(query.get('name') ?? ''))),
    'POST networks/create': async ({ request, response }) => {
      const body = await readBody(request);
      const { id } = networks.create({
        name: String(body.name),
        driver: String(body.driver),
        subnet: String(body.subnet ?? ''),
        internal: body.internal === true,
        labels: (body.labels ?? {}) as Record<string, string>,
      });
      sendJson(response, 201, { id });
    },
    'POST networks/remove': async ({ request, response }) => {
      const network = networks.get(String((await readBody(request)).name));
      const users = containers.list().filter(({ station }) => station?.attachments[network.name]);
      if (users.length > 0 && !isPredefined(network.name)) {
        const names = users.map(({ record }) => `name:"${record.name}" id:"${record.id.slice(0, 12)}"`);
        throw new EngineError(
          403,
          `error while removing network: network ${network.name} has active endpoints (${names.join(', ')})`,
        );
      }
      networks.remove(network);
      sendJson(response, 200, {});
    },
    'POST networks/connect': async ({ request, response }) => {
      const body = await readBody(request);
      const network = networks.get(String(body.network));
      const container = containers.get(String(body.container));
      const { record } = container;
      if (record.networks[network.name]) {
        throw new EngineError(
          403,
          `endpoint with name ${record.name} already exists in network ${network.name}`,
        );
      }
      const aliases = (body.aliases ?? []) as string[];
      record.networks[network.name] = aliases;
      container.station?.join(
        network,
        isUserDefined(network) ? [record.name, ...aliases, record.id.slice(0, 12)] : [],
      );
      save();
      sendJson(response, 200, {});
    },
    'POST networks/disconnect': async ({ request, response }) => {
      const body = await readBody(request);
      const network = networks.get(String(body.network));
      const container = containers.get(String(body.container));
      const { record } = container;
      if (!record.networks[network.name]) {
        throw new EngineError(403, `container ${record.id} is not connected to the network ${network.name}`);
      }
      delete record.networks[network.name];
      container.station?.leave(network);
      save();
      sendJson(response, 200, {});
    },
    'GET volumes': async ({ response }) => sendJson(response, 200, volumes.list().map(describeVolume)),
    'GET volumes/inspect': async ({ response, query }) =>
      sendJson(response, 200, describeVolume(volumes.get(query.get('name') ?? ''))),
    'POST volumes/create': async ({ request, response }) => {
      const { name, labels } = await readBody(request);
      const { volume } = volumes.ensure(String(name ?? ''), (labels ?? {}) as Record<string, string>);
      sendJson(response, 201, { name: volume.name });
    },
    'POST volumes/remove': async ({ request, response }) => {
      const name = String((await readBody(request)).name);
      volumes.get(name);
      const users = usersOf(name);
      if (users.length > 0) {
        throw new EngineError(
          409,
          `remove ${name}: volume is in use - [${users.map(({ record }) => record.id).join(', ')}]`,
        );
      }
      volumes.remove(name);
      sendJson(response, 200, {});
    },
  };
}
