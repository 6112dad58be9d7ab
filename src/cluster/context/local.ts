import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Target } from '../api/kubeconfig.ts';

/** What tools that run a cluster on this machine call its context. */
const localNames = /^(minikube|docker-desktop|rancher-desktop|colima|kind-.+|k3d-.+|colima-.+)$/;
/** Names under which Docker Desktop reaches the machine that it runs on. */
const ownNames = ['localhost', 'kubernetes.docker.internal', 'host.docker.internal'];
const alarming = /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i;

/**
 * Whether a context is known to be a cluster on this machine; if not, why it may be another's. Judged by what the
 * kubeconfig says alone: to ask the server would already be to touch it.
 */
export function whyNotLocal({ context, clusterName, cluster, user, server }: Target): string | undefined {
  const name = [context, clusterName].find((one) => alarming.test(one));
  if (name !== undefined) return `it is called ${name}`;
  // What listens on loopback may be the near end of a tunnel.
  if (cluster['proxy-url'] !== undefined) return `it is reached through the proxy ${cluster['proxy-url']}`;
  if (user?.exec !== undefined || user?.['auth-provider'] !== undefined) {
    return 'it signs its user in with a program, as clusters of a company or a cloud do';
  }
  const host = hostOf(server);
  if (isOwnHost(host)) return undefined;
  if (localNames.test(context) && isPrivateAddress(host)) return undefined;
  return `its server is ${host}`;
}

/** Host of a URL, an IPv6 address without its brackets. */
export function hostOf(server: string): string {
  return new URL(server).hostname.replace(/^\[|\]$/g, '');
}

/** Loopback, or an address of one of this machine's own interfaces. */
export function isOwnHost(host: string): boolean {
  if (ownNames.includes(host) || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return true;
  const own = Object.values(networkInterfaces()).flatMap((list) => list?.map((one) => one.address) ?? []);
  return own.includes(host);
}

function isPrivateAddress(host: string): boolean {
  if (isIP(host) === 6) return /^f[cd]/i.test(host) || /^fe[89ab]/i.test(host);
  return isIP(host) === 4 && /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host);
}
