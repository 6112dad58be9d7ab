import { networkInterfaces } from 'node:os';

/** Where others can reach a server of this machine that listens on a host: first what a class most likely can. */
export function addressesOf(host: string, port: number, scheme: 'http' | 'https'): string[] {
  const url = (name: string) => `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`;
  if (host !== '0.0.0.0' && host !== '::') return [url(host)];
  const found = Object.entries(networkInterfaces()).flatMap(([name, all]) =>
    (all ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => ({ name, address })),
  );
  // Bridges of containers and virtual machines lead nobody here.
  const isVirtual = (name: string) => /^(docker|br-|veth|virbr|vmnet|cni|flannel|podman)/.test(name);
  const inOrder = found.toSorted((a, b) => Number(isVirtual(a.name)) - Number(isVirtual(b.name)));
  return [...inOrder.map(({ address }) => url(address)), url('127.0.0.1')];
}
