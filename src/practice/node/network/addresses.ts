/** The bridge of the first node's pod network: where connections from outside the cluster seem to come from. */
export const bridgeAddress = '10.244.0.1';

/** Hands out addresses of 10.244.0.0/16, each once until all of its node's were used. */
export interface Addresses {
  /** `node`: its number in the cluster; the first is 1. */
  take(node: number): string;
  release(address: string): void;
}

/** A node has every sixteenth /24: it may run more pods than fit into the one that its `podCIDR` shows. */
const stride = 16;
const perBlock = 256;
const size = (65_536 / perBlock / stride) * perBlock;

/** As many nodes as there are pod networks for. */
export const mostNodes = stride;

export function createAddresses(): Addresses {
  const taken = new Set<string>();
  /** By node; .0 is the network, .1 the bridge. */
  const last = new Map<number, number>();
  return {
    take(node) {
      for (let tries = 0; tries < size; tries += 1) {
        const next = ((last.get(node) ?? 1) + 1) % size;
        last.set(node, next);
        const host = next % perBlock;
        const block = node - 1 + Math.floor(next / perBlock) * stride;
        const address = `10.244.${block}.${host}`;
        if (host <= 1 || host === 255 || taken.has(address)) continue;
        taken.add(address);
        return address;
      }
      throw new Error(
        `failed to allocate for range 0: no IP addresses available in range set: 10.244.${node - 1}.0-10.244.${node - 1}.255`,
      );
    },
    release(address) {
      taken.delete(address);
    },
  };
}

/** What `kubectl get node -o yaml` shows as the range of a node's pods. */
export function podRange(node: number): string {
  return `10.244.${node - 1}.0/24`;
}

/** As minikube's docker driver gives them: the first node has 192.168.49.2. */
export function nodeAddress(node: number): string {
  return `192.168.49.${node + 1}`;
}

export function isNodeAddress(address: string): boolean {
  const host = Number(/^192\.168\.49\.(\d+)$/.exec(address)?.[1]);
  return host >= 2 && host <= mostNodes + 1;
}

export function isPodAddress(address: string): boolean {
  return address.startsWith('10.244.');
}

/** 10.96.0.0/12 */
export function isServiceAddress(address: string): boolean {
  const [first, second] = address.split('.').map(Number);
  return first === 10 && second !== undefined && second >= 96 && second < 112;
}
