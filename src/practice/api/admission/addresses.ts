import type { Service } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';

/** 10.96.0.0/12, of which .1 is the API server's and .10 the cluster's DNS. */
const firstByte = 10;
const secondBytes = { first: 96, last: 111 };
export const apiAddress = '10.96.0.1';
/** Where the API server is found from inside of a minikube. */
export const apiEndpoint = { ip: '192.168.49.2', port: 8443 };
export const dnsAddress = '10.96.0.10';

export function isServiceAddress(address: string): boolean {
  const bytes = address.split('.').map(Number);
  const [first = -1, second = -1] = bytes;
  return (
    bytes.length === 4 &&
    bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255) &&
    first === firstByte &&
    second >= secondBytes.first &&
    second <= secondBytes.last
  );
}

/** Which service, of any namespace, has an address. */
export function holderOf(store: ClusterStore, address: string): Service | undefined {
  return store.list<Service>('Service').find((service) => service.spec.clusterIPs?.includes(address));
}

/** An address that no service has: random, as a real cluster's, so that nobody relies on which one it is. */
export function freeAddress(store: ClusterStore): string {
  const taken = new Set(store.list<Service>('Service').flatMap((service) => service.spec.clusterIPs ?? []));
  taken.add(apiAddress).add(dnsAddress);
  for (;;) {
    const second = secondBytes.first + Math.floor(Math.random() * (secondBytes.last - secondBytes.first + 1));
    const [third, fourth] = [Math.floor(Math.random() * 256), 1 + Math.floor(Math.random() * 254)];
    const address = `${firstByte}.${second}.${third}.${fourth}`;
    if (!taken.has(address)) return address;
  }
}
