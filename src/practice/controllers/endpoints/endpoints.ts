import type { EndpointAddress, EndpointPort, Endpoints, Service } from '../../objects.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself } from '../keys.ts';
import { type Backend, backendsOf, servicesOf } from './backends.ts';

export const endpointsController: ControllerDefinition = { name: 'endpoint-controller', create };

type Subset = Required<NonNullable<Endpoints['subsets']>[number]>;

function create({ store }: ControllerContext): Controller {
  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const service = store.get<Service>('Service', namespace, name);
    if (!service) {
      store.remove('Endpoints', namespace, name);
      return;
    }
    // Without a selector, its endpoints are somebody else's to say.
    if (!service.spec.selector || service.spec.type === 'ExternalName') return;
    const subsets = group(backendsOf(store, service).filter((backend) => !backend.ending));
    const labels = {
      ...service.metadata.labels,
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    };
    if (store.get('Endpoints', namespace, name)) {
      store.mutate<Endpoints>('Endpoints', namespace, name, (draft) => {
        draft.metadata.labels = labels;
        if (subsets.length > 0) draft.subsets = subsets;
        else delete draft.subsets;
      });
      return;
    }
    const place = namespace === undefined ? {} : { namespace };
    const endpoints: Endpoints = {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name, ...place, uid: '', resourceVersion: '', creationTimestamp: '', labels },
      ...(subsets.length > 0 ? { subsets } : {}),
    };
    store.create(endpoints);
  }

  return { watches: { Service: itself, Pod: servicesOf(store) }, sync };
}

/** Pods whose ports have the same numbers share a subset. */
function group(backends: readonly Backend[]): NonNullable<Endpoints['subsets']> {
  const subsets = new Map<string, Subset>();
  for (const backend of backends) {
    const key = JSON.stringify(backend.ports);
    const subset = subsets.get(key) ?? { addresses: [], notReadyAddresses: [], ports: backend.ports };
    (backend.ready ? subset.addresses : subset.notReadyAddresses).push(address(backend));
    subsets.set(key, subset);
  }
  return [...subsets.values()].map(({ addresses, notReadyAddresses, ports }) => ({
    ...(addresses.length > 0 ? { addresses } : {}),
    ...(notReadyAddresses.length > 0 ? { notReadyAddresses } : {}),
    ...(ports.length > 0 ? { ports: ports as EndpointPort[] } : {}),
  }));
}

function address({ pod, ip, hostname }: Backend): EndpointAddress {
  const { namespace, name, uid } = pod.metadata;
  return {
    ip,
    ...(hostname ? { hostname } : {}),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    targetRef: { kind: 'Pod', name, ...(namespace === undefined ? {} : { namespace }), uid },
  };
}
