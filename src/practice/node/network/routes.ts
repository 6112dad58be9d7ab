import type { Service, ServicePort } from '../../objects.ts';
import type { Store } from '../../types.ts';
import { endpointsOf } from './service-endpoints.ts';

/** Where a connection ends up: a port of a pod. */
export interface Target {
  ip: string;
  port: number;
}

/** `none`: no such Service or port; `no-endpoint`: nothing that is ready stands behind it. */
export type Route = Target | 'none' | 'no-endpoint';

/** From a Service's own address to one of its ready pods, at random. */
export function routeClusterIp(store: Store, address: string, port: number): Route {
  for (const service of store.list<Service>('Service')) {
    if (service.spec.clusterIP !== address && !service.spec.externalIPs?.includes(address)) continue;
    const servicePort = service.spec.ports?.find((candidate) => candidate.port === port);
    return servicePort ? choose(store, service, servicePort) : 'none';
  }
  return 'none';
}

export function routeNodePort(store: Store, nodePort: number): Route {
  for (const service of store.list<Service>('Service')) {
    const servicePort = service.spec.ports?.find((candidate) => candidate.nodePort === nodePort);
    if (servicePort) return choose(store, service, servicePort);
  }
  return 'none';
}

function choose(store: Store, service: Service, servicePort: ServicePort): Route {
  const { namespace = 'default', name } = service.metadata;
  const targets = endpointsOf(store, namespace, name).flatMap(({ ip, ready, ports }): Target[] => {
    const found = ready ? ports.find((port) => port.name === (servicePort.name ?? '')) : undefined;
    return found ? [{ ip, port: found.port }] : [];
  });
  return targets[Math.floor(Math.random() * targets.length)] ?? 'no-endpoint';
}
