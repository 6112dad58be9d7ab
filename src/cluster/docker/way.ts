import type { ClusterNode } from '../context/nodes.ts';
import type { Engine, NodeContainer } from './gather.ts';

/**
 * How `127.0.0.1:NODEPORT` leads the engine to a registry in the cluster. It must be this address: for any other,
 * Docker wants HTTPS, and so do the nodes that fetch the image under the same name.
 */
export type Way =
  /** The engine is on a node: the NodePort is its own. */
  | { readonly kind: 'on-node' }
  /** The engine is this machine's: what is forwarded to this machine's loopback is forwarded to the engine's. */
  | { readonly kind: 'forwarded' }
  /** The engine's loopback is not this machine's, but a node is one of its containers: another container relays. */
  | { readonly kind: 'relayed'; readonly to: NodeContainer }
  | { readonly kind: 'apart' };

/** The machine that this program runs on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly hostname: string;
}

export function wayOf(engine: Engine, nodes: readonly ClusterNode[], machine: Machine): Way {
  const { container } = engine;
  if (isNative(engine, machine)) {
    return nodes.some(({ isHere }) => isHere) ? { kind: 'on-node' } : { kind: 'forwarded' };
  }
  if (nodes.some(({ name }) => isSame(name, engine.name))) return { kind: 'on-node' };
  return container === undefined ? { kind: 'apart' } : { kind: 'relayed', to: container };
}

/** Whether the engine has this machine's own network. */
function isNative({ name, rootless }: Engine, { platform, hostname }: Machine): boolean {
  return platform === 'linux' && !rootless && isSame(name, hostname);
}

/** A node's name has no capitals; a machine's may. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What the address at which NodePorts answer from the learner's shell depends on. */
export interface Place {
  readonly context: string;
  /** Of the API server. */
  readonly host: string;
  /** The API server answers on this machine. */
  readonly own: boolean;
  readonly nodes: readonly ClusterNode[];
}

/** Clusters whose API server is published on this machine's loopback, while their NodePorts are not. */
const inContainers = /^(kind-|k3d-)/;

/** @param way undefined where there is no engine */
export function nodeAddress(
  way: Way | undefined,
  engine: Engine | undefined,
  { context, host, own, nodes }: Place,
): string {
  if (way?.kind === 'relayed') return '127.0.0.1';
  // The network of an engine's containers is this machine's, too, where the engine is.
  if (way?.kind === 'forwarded') return engine?.container?.address ?? '127.0.0.1';
  const apart = inContainers.test(context) || engine?.container !== undefined;
  if (own && !apart) return '127.0.0.1';
  const internal = nodes.find(({ address }) => address !== undefined)?.address;
  return internal ?? (own ? '127.0.0.1' : host);
}
