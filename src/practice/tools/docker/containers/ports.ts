import { isIP } from 'node:net';
import type { PortBinding } from '../../../engine/containers/api.ts';
import { DockerError } from '../errors.ts';

/** `8080:80`, `127.0.0.1:8080:80/tcp`, `80`, `8000-8002:80-82`. @throws DockerError */
export function parsePublish(text: string): PortBinding[] {
  const [place = '', protocol = 'tcp'] = text.split('/');
  const cut = place.lastIndexOf(':');
  const inside = place.slice(cut + 1);
  const rest = cut < 0 ? '' : place.slice(0, cut);
  const ipCut = rest.lastIndexOf(':');
  const hostIp = ipCut < 0 ? '' : rest.slice(0, ipCut).replace(/^\[(.*)\]$/, '$1');
  const outside = rest.slice(ipCut + 1);
  if (hostIp !== '' && isIP(hostIp) === 0) throw new DockerError(`invalid IP address: ${hostIp}`);
  if (inside === '') throw new DockerError(`no port specified: ${text}<empty>`);
  const ports = range(inside) ?? fail(`invalid containerPort: ${inside}`);
  const hostPorts = outside === '' ? [] : (range(outside) ?? fail(`invalid hostPort: ${outside}`));
  if (protocol !== 'tcp' && protocol !== 'udp') throw new DockerError(`invalid proto: ${protocol}`);
  if (hostPorts.length > 1 && hostPorts.length !== ports.length)
    throw new DockerError(`invalid ranges specified for container and host Ports: ${inside} and ${outside}`);
  return ports.map((port, index) => ({ port, protocol, hostIp, hostPort: hostPorts[index] ?? 0 }));
}

/** `80`, `80/tcp`, `80-82`. @throws DockerError */
export function parseExpose(text: string): string[] {
  const [ports = '', protocol = 'tcp'] = text.split('/');
  const all =
    range(ports) ??
    fail(`invalid range format for --expose: ${text}, error: Invalid containerPort: ${ports}`);
  return all.map((port) => `${port}/${protocol}`);
}

function range(text: string): number[] | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!match || last > 65_535 || last < first) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function fail(message: string): never {
  throw new DockerError(message);
}
