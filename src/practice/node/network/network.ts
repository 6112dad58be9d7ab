import type { Duplex } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
import type { Store } from '../../types.ts';
import { unreachableAfter } from '../settings.ts';
import {
  bridgeAddress,
  createAddresses,
  isNodeAddress,
  isPodAddress,
  isServiceAddress,
} from './addresses.ts';
import { NetworkError, refused, unknownName } from './failure.ts';
import { handlerListener, type Listener } from './listener.ts';
import { resolveName } from './names.ts';
import { createPodNetwork, type PodNetwork } from './pod-network.ts';
import { type Route, routeClusterIp, routeNodePort } from './routes.ts';
import { createSocketPaths } from './sockets.ts';

/** The network of one cluster: its pods' addresses, names and Services. */
export interface Network {
  /** A pod's own network, with an address of its own, of its node's range. `node`: its number; the first is 1. */
  attach(pod: { namespace: string; hostname: string; node?: number }): PodNetwork;
  /** Has `handler` take the connections that pods make to a port of an address that is no pod's. */
  serve(address: string, port: number, handler: (connection: Duplex) => void): void;
  /** A connection from the node to a port of a pod. @throws NetworkError */
  connect(ip: string, port: number): Promise<Duplex>;
  /** Whether a Service has this NodePort. */
  isNodePort(port: number): boolean;
  /** What answers at a NodePort. Undefined while nothing does. */
  behindNodePort(port: number): Listener | undefined;
  /** Calls `listener` whenever a pod begins or ceases to take connections. Returns the call that ends it. */
  onChange(listener: () => void): () => void;
  close(): void;
}

export interface NetworkOptions {
  store: Store;
  clock: Clock;
  /** What its folder of sockets is known by: the same for each start of one cluster. */
  key: string;
}

export function createNetwork({ store, clock, key }: NetworkOptions): Network {
  const sockets = createSocketPaths(key);
  const addresses = createAddresses();
  const pods = new Map<string, PodNetwork>();
  /** What is no pod, by address and port. */
  const others = new Map<string, Listener>();
  const watching = new Set<() => void>();
  const onChange = () => {
    for (const listener of watching) listener();
  };

  const listenerAt = (ip: string, port: number) =>
    others.get(`${ip}:${port}`) ?? pods.get(ip)?.listener(port);
  const target = (route: Route) => (typeof route === 'string' ? undefined : listenerAt(route.ip, route.port));

  /** The listener that a pod reaches at an address. @throws NetworkError */
  async function find(from: PodNetwork, address: string, port: number): Promise<Listener> {
    const failure = (code: 'ENETUNREACH' | 'EHOSTUNREACH') =>
      new NetworkError({ code, syscall: 'connect', address, port });
    let listener: Listener | undefined;
    if (isOwn(from, address)) {
      listener = from.listener(port);
    } else if (isPodAddress(address)) {
      const pod = pods.get(address);
      if (!pod && address !== bridgeAddress) {
        await clock.sleep(unreachableAfter);
        throw failure('EHOSTUNREACH');
      }
      listener = pod?.listener(port);
    } else if (isNodeAddress(address)) {
      listener = listenerAt(address, port) ?? target(routeNodePort(store, port));
    } else {
      const route = routeClusterIp(store, address, port);
      // A packet to a Service's port that is none is rejected; one to the world outside finds no way there.
      if (route === 'none' && !isServiceAddress(address)) throw failure('ENETUNREACH');
      listener = target(route);
    }
    if (!listener) throw refused(address, port);
    return listener;
  }

  const lookup = (pod: PodNetwork, host: string) => {
    if (host === pod.hostname) return [pod.ip];
    const found = resolveName(store, pod.namespace, host);
    if (!found) throw unknownName(host);
    return found;
  };

  const uplink = {
    lookup,
    async reach(pod: PodNetwork, host: string, port: number) {
      const found = shuffled(lookup(pod, host));
      for (const [index, address] of found.entries()) {
        try {
          return { listener: await find(pod, address, port), address };
        } catch (error) {
          if (index === found.length - 1) throw error;
        }
      }
      throw unknownName(host);
    },
  };

  return {
    attach({ namespace, hostname, node = 1 }) {
      const ip = addresses.take(node);
      const onRelease = () => {
        pods.delete(ip);
        addresses.release(ip);
      };
      const pod = createPodNetwork({ ip, hostname, namespace, sockets, uplink, onRelease, onChange });
      pods.set(ip, pod);
      return pod;
    },
    serve: (address, port, handler) =>
      void others.set(`${address}:${port}`, handlerListener(handler, sockets)),
    async connect(ip, port) {
      const listener = pods.get(ip)?.listener(port);
      if (!listener) throw refused(ip, port);
      return listener.connect(bridgeAddress).catch(() => {
        throw refused(ip, port);
      });
    },
    isNodePort: (port) => routeNodePort(store, port) !== 'none',
    behindNodePort: (port) => target(routeNodePort(store, port)),
    onChange(listener) {
      watching.add(listener);
      return () => watching.delete(listener);
    },
    close() {
      for (const listener of others.values()) listener.close();
      sockets.close();
    },
  };
}

function isOwn(pod: PodNetwork, address: string): boolean {
  return address === pod.ip || address.startsWith('127.') || ['::1', '::', '0.0.0.0'].includes(address);
}

function shuffled<T>(items: T[]): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
