import type { EndpointSlice, Endpoints } from '../../objects.ts';
import type { Store } from '../../types.ts';

/** One address behind a Service, with the ports by the names that the Service gives them. */
export interface ServiceEndpoint {
  ip: string;
  ready: boolean;
  hostname: string | undefined;
  ports: readonly { name: string; port: number }[];
}

/** What is behind a Service: its EndpointSlices, or, where there are none, its Endpoints. */
export function endpointsOf(store: Store, namespace: string, service: string): ServiceEndpoint[] {
  const slices = store.list<EndpointSlice>('discovery.k8s.io/EndpointSlice', {
    namespace,
    labels: { 'kubernetes.io/service-name': service },
  });
  if (slices.length > 0) return slices.flatMap(ofSlice);
  const endpoints = store.get<Endpoints>('Endpoints', namespace, service);
  return endpoints ? ofEndpoints(endpoints) : [];
}

function ofSlice(slice: EndpointSlice): ServiceEndpoint[] {
  const ports = named(slice.ports);
  return (slice.endpoints ?? []).flatMap((endpoint) =>
    endpoint.addresses.map((ip) => ({
      ip,
      ready: endpoint.conditions?.ready !== false,
      hostname: endpoint.hostname,
      ports,
    })),
  );
}

function ofEndpoints({ subsets = [] }: Endpoints): ServiceEndpoint[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports }) => {
    const known = named(ports);
    return [
      ...addresses.map(({ ip, hostname }) => ({ ip, ready: true, hostname, ports: known })),
      ...notReadyAddresses.map(({ ip, hostname }) => ({ ip, ready: false, hostname, ports: known })),
    ];
  });
}

function named(ports: EndpointSlice['ports']): ServiceEndpoint['ports'] {
  return (ports ?? []).map(({ name, port }) => ({ name: name ?? '', port }));
}
