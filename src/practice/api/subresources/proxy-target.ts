import { ApiError } from '../../errors.ts';
import type { Endpoints, Pod, Service } from '../../objects.ts';
import type { Api } from '../call.ts';
import { badRequest, notFound } from '../errors.ts';
import type { ResourcePath } from '../path.ts';

/** Where a request through `/proxy` goes. */
export interface ProxyTarget {
  namespace: string;
  pod: string;
  ip: string;
  port: number;
}

/** `NAME`, `NAME:PORT` or `SCHEME:NAME:PORT`. */
function parseName(place: ResourcePath): { name: string; port: string } {
  const parts = (place.name ?? '').split(':');
  const [scheme, name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
  if (scheme === 'https') throw badRequest('no container of the practice cluster speaks TLS');
  return { name, port };
}

/** @throws ApiError 404, 400 */
export function podTarget(api: Api, place: ResourcePath): ProxyTarget {
  const { name, port } = parseName(place);
  const { namespace = '' } = place;
  const pod = api.store.get<Pod>('Pod', namespace, name);
  if (!pod) throw notFound(place.resource, name);
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  const number = port === '' ? (ports[0]?.containerPort ?? 80) : Number(port);
  if (!Number.isInteger(number)) throw badRequest(`invalid port "${port}"`);
  return { namespace, pod: name, ip: pod.status?.podIP ?? '', port: number };
}

/** One of the ready pods behind a Service. @throws ApiError 404, 503 */
export function serviceTarget(api: Api, place: ResourcePath): ProxyTarget {
  const { name, port } = parseName(place);
  const { namespace = '' } = place;
  const service = api.store.get<Service>('Service', namespace, name);
  if (!service) throw notFound(place.resource, name);
  const wanted = portName(service, port);
  const subsets = api.store.get<Endpoints>('Endpoints', namespace, name)?.subsets ?? [];
  const targets = subsets.flatMap(({ addresses = [], ports = [] }) => {
    const found = ports.find((one) => (one.name ?? '') === wanted);
    return addresses.flatMap(({ ip, targetRef }) =>
      found && targetRef?.name ? [{ namespace, pod: targetRef.name, ip, port: found.port }] : [],
    );
  });
  const target = targets[Math.floor(Math.random() * targets.length)];
  if (!target) throw unavailable(`no endpoints available for service "${place.name}"`);
  return target;
}

/** Endpoints know a port by its name alone. */
function portName(service: Service, port: string): string {
  const ports = service.spec.ports ?? [];
  if (port === '' && ports.length === 1) return ports[0]?.name ?? '';
  if (!/^\d+$/.test(port)) return port;
  const found = ports.find((one) => one.port === Number(port));
  if (!found) throw unavailable(`no service port ${port} found for service "${service.metadata.name}"`);
  return found.name ?? '';
}

function unavailable(message: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', message);
}
