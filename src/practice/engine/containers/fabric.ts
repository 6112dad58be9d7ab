import { isIP } from 'node:net';
import type { Clock } from '../../../base/clock.ts';
import { NetworkError, refused, unknownName } from '../../node/network/failure.ts';
import type { Listener } from '../../node/network/listener.ts';
import { createPodNetwork, type PodNetwork } from '../../node/network/pod-network.ts';
import { createSocketPaths } from '../../node/network/sockets.ts';
import { unreachableAfter } from '../../node/settings.ts';
import type { Attachment } from './api.ts';
import { isUserDefined, type NetworkRecord } from './networks.ts';

/** A running container's place in the engine's networks. */
export interface Station {
  readonly pod: PodNetwork;
  /** By network. */
  readonly attachments: Record<string, Attachment>;
  /** Joins one more network. */
  join(network: NetworkRecord, aliases: readonly string[]): void;
  leave(network: NetworkRecord): void;
  close(): void;
}

export interface StationOptions {
  networks: readonly { network: NetworkRecord; aliases: readonly string[] }[];
  hostname: string;
  /** Names that are known without asking anybody: `extra_hosts`. */
  hosts: ReadonlyMap<string, string>;
  /** What listens at a port of this machine, on behalf of some container. */
  published: (port: number) => Listener | undefined;
}

interface Member {
  pod: PodNetwork;
  attachments: Record<string, Attachment>;
}

/** What carries the connections between an engine's containers. */
export interface Fabric {
  open(options: StationOptions): Station;
  close(): void;
}

export function createFabric(clock: Clock, key: string): Fabric {
  const sockets = createSocketPaths(key);
  const members = new Set<Member>();
  /** Networks that some member is in. */
  const known = new Map<string, NetworkRecord>();

  const atAddress = (address: string) =>
    [...members].find(({ attachments }) => Object.values(attachments).some(({ ip }) => ip === address));

  const freeAddress = ({ subnet }: NetworkRecord) => {
    const prefix = subnet.split('.').slice(0, 2).join('.');
    for (let last = 2; last < 65_535; last += 1) {
      const address = `${prefix}.${Math.floor(last / 256)}.${last % 256}`;
      if (!atAddress(address)) return address;
    }
    throw new Error('no available IPv4 addresses on this network’s address pools');
  };

  return {
    open({ networks, hostname, hosts, published }) {
      const attachments: Record<string, Attachment> = {};
      const join = (network: NetworkRecord, aliases: readonly string[]) => {
        known.set(network.name, network);
        const ip = freeAddress(network);
        const digits = ip.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
        attachments[network.name] = {
          ip,
          gateway: network.gateway,
          prefix: 16,
          mac: `02:42:${digits.join(':')}`,
          networkId: network.id,
          aliases: [...aliases],
        };
      };
      for (const { network, aliases } of networks) join(network, aliases);
      const addresses = () => Object.values(attachments).map(({ ip }) => ip);
      const names = () =>
        Object.keys(attachments).flatMap((name) => {
          const network = known.get(name);
          return network && isUserDefined(network) ? [name] : [];
        });

      const lookup = (host: string): string[] => {
        if (isIP(host)) return [host];
        const name = host.toLowerCase().replace(/\.$/, '');
        if (name === 'localhost') return ['127.0.0.1'];
        const fixed = hosts.get(name);
        if (fixed !== undefined) return [fixed];
        const own = addresses();
        if (name === hostname.toLowerCase() && own[0]) return [own[0]];
        const found = names().flatMap((network) =>
          [...members].flatMap((member) => {
            const attachment = member.attachments[network];
            return attachment?.aliases.some((alias) => alias.toLowerCase() === name) ? [attachment.ip] : [];
          }),
        );
        if (found.length === 0) throw unknownName(host);
        return found;
      };

      const find = async (address: string, port: number): Promise<Listener> => {
        const failure = (code: 'ENETUNREACH' | 'EHOSTUNREACH' | 'ETIMEDOUT') =>
          new NetworkError({ code, syscall: 'connect', address, port });
        const mine = [...addresses(), '::1', '::', '0.0.0.0'].includes(address) || address.startsWith('127.');
        if (mine) return pod.listener(port) ?? fail(refused(address, port));
        const own = Object.values(attachments);
        if (own.some(({ gateway }) => gateway === address))
          return published(port) ?? fail(refused(address, port));
        const near = own.some(({ ip }) => prefix(ip) === prefix(address));
        if (near) {
          const other = atAddress(address);
          if (other) return other.pod.listener(port) ?? fail(refused(address, port));
          await clock.sleep(unreachableAfter);
          throw failure('EHOSTUNREACH');
        }
        if (own.length > 0 && atAddress(address)) {
          // Bridges drop what comes from other bridges.
          await clock.sleep(unreachableAfter);
          throw failure('ETIMEDOUT');
        }
        throw failure('ENETUNREACH');
      };

      const pod = createPodNetwork({
        ip: addresses()[0] ?? '127.0.0.1',
        hostname,
        namespace: '',
        sockets,
        uplink: {
          lookup: (_pod, host) => lookup(host),
          async reach(_pod, host, port) {
            const found = shuffled(lookup(host));
            for (const [index, address] of found.entries()) {
              try {
                return { listener: await find(address, port), address };
              } catch (error) {
                if (index === found.length - 1) throw error;
              }
            }
            throw unknownName(host);
          },
        },
        onRelease: () => undefined,
        onChange: () => undefined,
      });
      const member: Member = { pod, attachments };
      members.add(member);
      return {
        pod,
        attachments,
        join,
        leave: ({ name }) => void delete attachments[name],
        close: () => void members.delete(member),
      };
    },
    close: () => sockets.close(),
  };
}

function fail(error: Error): never {
  throw error;
}

function prefix(address: string): string {
  return address.split('.').slice(0, 2).join('.');
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
