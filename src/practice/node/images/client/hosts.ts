import { isIP } from 'node:net';
import { RegistryError } from './errors.ts';

/** Registries on loopback are spoken to over HTTP, as docker and containerd do. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || name === '[::1]' || /^127\./.test(name);
}

/**
 * The practice cluster reaches registries on this machine and nothing else. What it says of another is what a node
 * without a way out says, or, for an address of its own network, a node that expects HTTPS there.
 */
export function outOfReach(host: string, request: string): RegistryError {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  if (isIP(name) === 0)
    return new RegistryError('no-host', request, `dial tcp: lookup ${name}: no such host`);
  if (/^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\./.test(name)) {
    return new RegistryError('insecure', request, 'http: server gave HTTP response to HTTPS client');
  }
  const address = host.includes(':') ? host : `${host}:443`;
  return new RegistryError('unreachable', request, `dial tcp ${address}: connect: network is unreachable`);
}
