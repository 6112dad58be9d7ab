import { mkdirSync, writeFileSync } from 'node:fs';
import type { PodNetwork } from '../../node/network/pod-network.ts';
import type { ContainerPaths } from '../../node/runtime/container-paths.ts';
import { EngineError } from '../errors.ts';
import type { PortBinding } from './api.ts';
import type { ContainerContext } from './context.ts';
import type { Station } from './fabric.ts';
import { isUserDefined } from './networks.ts';
import type { ContainerRecord } from './record.ts';

interface Place {
  pod: PodNetwork;
  /** Undefined where it shares another container's. */
  own: Station | undefined;
  bindings: PortBinding[];
  /** As docker names it in its errors: `web (7be3…)`. */
  endpoint: string;
}

/** A container's place in its networks, or in that of the container whose network it shares. @throws EngineError */
export function openStation(
  { record }: { record: ContainerRecord },
  { fabric, networks, publisher, find }: ContainerContext,
): Place {
  const { spec, id, name } = record;
  const endpoint = `${name} (${id})`;
  const bindings = [...spec.ports, ...(spec.publishAll ? unpublished(record) : [])];
  const shared = /^container:(.*)$/.exec(spec.network)?.[1];
  if (shared !== undefined) {
    const other = find(shared);
    if (!other.station)
      throw new EngineError(409, `cannot join network of a non running container: ${shared}`);
    return { pod: other.station.pod, own: undefined, bindings: [], endpoint };
  }
  const hosts = new Map(
    spec.extraHosts.map((entry) => {
      const separator = entry.search(/[:=]/);
      return [entry.slice(0, separator).toLowerCase(), entry.slice(separator + 1)];
    }),
  );
  const joined = Object.entries(record.networks).flatMap(([network, aliases]) => {
    const found = networks.get(network);
    if (found.driver === 'null') return [];
    return [{ network: found, aliases: isUserDefined(found) ? [name, ...aliases, id.slice(0, 12)] : [] }];
  });
  const gateway = joined[0]?.network.gateway ?? '127.0.0.1';
  for (const [host, address] of hosts) if (address === 'host-gateway') hosts.set(host, gateway);
  const own = fabric.open({
    networks: joined,
    hostname: spec.hostname ?? id.slice(0, 12),
    hosts,
    published: publisher.behind,
  });
  return { pod: own.pod, own, bindings: joined.length > 0 ? bindings : [], endpoint };
}

/** `-P`: every exposed port that was not given one by name. */
function unpublished({ exposed, spec }: ContainerRecord): PortBinding[] {
  return exposed.flatMap((one): PortBinding[] => {
    const [port, protocol = 'tcp'] = one.split('/');
    if (protocol !== 'tcp' || spec.ports.some((binding) => String(binding.port) === port)) return [];
    return [{ port: Number(port), protocol, hostIp: '', hostPort: 0 }];
  });
}

export function writeNetworkFiles(
  paths: ContainerPaths,
  { hostname, ip }: PodNetwork,
  { spec, networks }: ContainerRecord,
): void {
  mkdirSync(paths.toHost('/etc'), { recursive: true });
  const extra = spec.extraHosts.map((entry) => {
    const separator = entry.search(/[:=]/);
    return `${entry.slice(separator + 1)}\t${entry.slice(0, separator)}\n`;
  });
  const isNamed = Object.keys(networks).some((name) => !['bridge', 'none', 'host'].includes(name));
  const files = {
    hostname: `${hostname}\n`,
    hosts: `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n${extra.join('')}${ip}\t${hostname}\n`,
    'resolv.conf': isNamed ? 'nameserver 127.0.0.11\noptions ndots:0\n' : `nameserver ${gatewayOf(ip)}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    // A file that the container's owner has mounted there is theirs.
    if (!paths.mounts.some(({ at }) => at === `/etc/${name}`))
      writeFileSync(paths.toHost(`/etc/${name}`), text);
  }
}

function gatewayOf(ip: string): string {
  return ip.replace(/\d+$/, '1');
}
