import { networkInterfaces } from 'node:os';
import { UsageError } from '../../base/errors.ts';

export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** `HOST:PORT`, with an IPv6 address in brackets. @throws UsageError */
export function parseListen(text: string): Listen {
  const [, six, four, port = ''] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = six ?? four;
  if (host !== undefined && Number(port) < 65_536) return { host, port: Number(port) };
  throw new UsageError(
    `"${text}" is no address to listen on.`,
    'Say HOST:PORT, such as --listen 192.168.1.10:5055, or --listen 0.0.0.0:5055 for all addresses of this machine.',
  );
}

/** The addresses by which others reach what listens there. */
export function reachableAt({ host, port }: Listen): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [addressOf(host, port)];
  // Networks of containers and virtual machines lead to nobody else.
  const own = Object.entries(networkInterfaces()).flatMap(([name, list]) =>
    /^(docker|br-|cni|veth|virbr|vmnet|bridge)/.test(name) ? [] : (list ?? []),
  );
  const outer = own.filter(({ internal, family }) => !internal && family === 'IPv4');
  return (outer.length > 0 ? outer.map(({ address }) => address) : ['127.0.0.1']).map((one) =>
    addressOf(one, port),
  );
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
