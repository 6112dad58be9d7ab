import { isIP } from 'node:net';
import type { Service } from '../../objects.ts';
import type { Store } from '../../types.ts';
import { endpointsOf } from './service-endpoints.ts';

const domain = 'cluster.local';

/** The DNS of the cluster is its store: a name is known once its Service exists. Undefined when it is not. */
export function resolveName(store: Store, namespace: string, host: string): string[] | undefined {
  if (isIP(host)) return [host];
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1'];
  const absolute = host.endsWith('.');
  const candidates = absolute
    ? [name]
    : [...searchDomains(namespace).map((suffix) => `${name}.${suffix}`), name];
  for (const candidate of candidates) {
    const found = resolveAbsolute(store, candidate, 0);
    if (found && found.length > 0) return found;
  }
  return undefined;
}

/** As a pod's resolv.conf lists them. */
export function searchDomains(namespace: string): string[] {
  return [`${namespace}.svc.${domain}`, `svc.${domain}`, domain];
}

function resolveAbsolute(store: Store, name: string, aliases: number): string[] | undefined {
  const labels = name.split('.');
  const suffix = labels.slice(-2).join('.');
  if (suffix !== domain) return undefined;
  const kind = labels.at(-3);
  const namespace = labels.at(-4);
  if (namespace === undefined) return undefined;
  const rest = labels.slice(0, -4);
  if (kind === 'pod' && rest.length === 1) return podAddress(rest[0] ?? '');
  const serviceName = rest.at(-1);
  if (kind !== 'svc' || serviceName === undefined || rest.length > 2) return undefined;
  const service = store.get<Service>('Service', namespace, serviceName);
  if (!service) return undefined;
  const hostname = rest.length === 2 ? rest[0] : undefined;
  if (service.spec.type === 'ExternalName') {
    const alias = service.spec.externalName ?? '';
    return aliases < 8
      ? resolveAbsolute(store, alias.toLowerCase().replace(/\.$/, ''), aliases + 1)
      : undefined;
  }
  const address = service.spec.clusterIP;
  if (hostname === undefined && address && address !== 'None') return [address];
  const includeUnready = service.spec.publishNotReadyAddresses === true;
  const endpoints = endpointsOf(store, namespace, serviceName).filter((one) => one.ready || includeUnready);
  const wanted = hostname === undefined ? endpoints : endpoints.filter((one) => one.hostname === hostname);
  return [...new Set(wanted.map((one) => one.ip))];
}

/** `10-244-0-7.default.pod.cluster.local` */
function podAddress(label: string): string[] | undefined {
  const address = label.replaceAll('-', '.');
  return isIP(address) === 4 ? [address] : undefined;
}
