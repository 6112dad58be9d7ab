/** The bridge of the node's pod network: where connections from outside the cluster seem to come from. */
export const bridgeAddress = '10.244.0.1';

/** Hands out addresses of 10.244.0.0/16, each once until all were used. */
export interface Addresses {
  take(): string;
  release(address: string): void;
}

const size = 65_536;

export function createAddresses(): Addresses {
  const taken = new Set<string>();
  // .0 is the network, .1 the bridge.
  let last = 1;
  return {
    take() {
      for (let tries = 0; tries < size; tries += 1) {
        last = (last + 1) % size;
        const host = last % 256;
        const address = `10.244.${Math.floor(last / 256)}.${host}`;
        if (host === 0 || host === 255 || address === bridgeAddress || taken.has(address)) continue;
        taken.add(address);
        return address;
      }
      throw new Error(
        'failed to allocate for range 0: no IP addresses available in range set: 10.244.0.0-10.244.255.255',
      );
    },
    release(address) {
      taken.delete(address);
    },
  };
}

export function isPodAddress(address: string): boolean {
  return address.startsWith('10.244.');
}

/** 10.96.0.0/12 */
export function isServiceAddress(address: string): boolean {
  const [first, second] = address.split('.').map(Number);
  return first === 10 && second !== undefined && second >= 96 && second < 112;
}
