import type { ContainerPort, EndpointPort, Pod, Service, ServicePort } from '../../objects.ts';
import type { RecordedChange } from '../../store/history.ts';
import type { ClusterStore } from '../../store/store.ts';
import { keyOf } from '../keys.ts';
import { isReady } from '../pods.ts';

/** A pod that a service may send connections to. */
export interface Backend {
  pod: Pod;
  ip: string;
  /** By which it is found under the service's name: `web-0.web`. */
  hostname: string | undefined;
  ready: boolean;
  ending: boolean;
  /** Of the service's ports, with the numbers that they have in this pod. */
  ports: EndpointPort[];
}

/** The pods behind a service, by name; ended ones and those without an address are none. */
export function backendsOf(store: ClusterStore, service: Service): Backend[] {
  const { selector, ports = [], publishNotReadyAddresses } = service.spec;
  const { namespace } = service.metadata;
  const query = { ...(namespace === undefined ? {} : { namespace }), labels: selector ?? {} };
  return store
    .list<Pod>('Pod', query)
    .filter(({ status }) => status?.podIP && status.phase !== 'Succeeded' && status.phase !== 'Failed')
    .sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1))
    .map((pod) => ({
      pod,
      ip: pod.status?.podIP ?? '',
      hostname: pod.spec.subdomain === service.metadata.name ? pod.spec.hostname : undefined,
      ready: isReady(pod) || publishNotReadyAddresses === true,
      ending: pod.metadata.deletionTimestamp !== undefined,
      ports: ports.flatMap((port) => resolvePort(pod, port) ?? []),
    }));
}

/** The port of the pod that a service's port leads to; undefined where it names one that no container has. */
function resolvePort(
  pod: Pod,
  { name, port, targetPort = port, protocol = 'TCP' }: ServicePort,
): EndpointPort | undefined {
  const number =
    typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol)?.containerPort;
  return number === undefined ? undefined : { ...(name ? { name } : {}), port: number, protocol };
}

function namedPort({ spec }: Pod, name: string, protocol: string): ContainerPort | undefined {
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol);
}

/** For `watches`: the services that select a pod, or did before its labels changed. */
export function servicesOf(store: ClusterStore): (change: RecordedChange) => string[] {
  return ({ object, previous }) => {
    const { namespace } = object.metadata;
    const services = store.list<Service>('Service', namespace === undefined ? {} : { namespace });
    return services
      .filter((service) => selects(service, object) || (previous && selects(service, previous)))
      .map(keyOf);
  };
}

function selects({ spec }: Service, { metadata }: RecordedChange['object']): boolean {
  const selector = Object.entries(spec.selector ?? {});
  return selector.length > 0 && selector.every(([key, value]) => metadata.labels?.[key] === value);
}
