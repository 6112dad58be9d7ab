import { randomSuffix } from '../../api/names.ts';
import type { EndpointSlice, Service } from '../../objects.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself } from '../keys.ts';
import { ownerReference } from '../pods.ts';
import { type Backend, backendsOf, servicesOf } from './backends.ts';

export const endpointSliceController: ControllerDefinition = { name: 'endpointslice-controller', create };

const kind = 'discovery.k8s.io/EndpointSlice';
const serviceLabel = 'kubernetes.io/service-name';

function create({ store }: ControllerContext): Controller {
  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const service = store.get<Service>('Service', namespace, name);
    // Slices belong to their service: they are collected with it.
    if (!service?.spec.selector || service.spec.type === 'ExternalName') return;
    const wanted = group(backendsOf(store, service));
    const slices = (store.owned(service.metadata.uid) as EndpointSlice[]).filter(
      (one) => one.kind === 'EndpointSlice',
    );
    for (const [index, content] of wanted.entries()) {
      const slice = slices[index];
      if (!slice) store.create(newSlice(service, content));
      else {
        store.mutate<EndpointSlice>(kind, namespace, slice.metadata.name, (draft) => {
          draft.endpoints = content.endpoints;
          draft.ports = content.ports;
        });
      }
    }
    for (const slice of slices.slice(wanted.length)) store.remove(kind, namespace, slice.metadata.name);
  }

  return { watches: { Service: itself, Pod: servicesOf(store) }, sync };
}

type Content = Required<Pick<EndpointSlice, 'endpoints' | 'ports'>>;

/** One slice for every set of port numbers; an empty one where there is no pod, as a real cluster has it. */
function group(backends: readonly Backend[]): Content[] {
  const contents = new Map<string, Content>();
  for (const backend of backends) {
    const key = JSON.stringify(backend.ports);
    const content = contents.get(key) ?? {
      endpoints: [],
      ports: backend.ports.map((port) => ({ name: '', ...port })),
    };
    content.endpoints.push(endpoint(backend));
    contents.set(key, content);
  }
  return contents.size > 0 ? [...contents.values()] : [{ endpoints: [], ports: [] }];
}

function endpoint({ pod, ip, hostname, ready, ending }: Backend): EndpointSlice['endpoints'][number] {
  const { namespace, name, uid } = pod.metadata;
  return {
    addresses: [ip],
    conditions: { ready: ready && !ending, serving: ready, terminating: ending },
    ...(hostname ? { hostname } : {}),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    targetRef: { kind: 'Pod', name, ...(namespace === undefined ? {} : { namespace }), uid },
  };
}

function newSlice(service: Service, content: Content): EndpointSlice {
  const { name, namespace, labels } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${randomSuffix()}`,
      generateName: `${name}-`,
      ...(namespace === undefined ? {} : { namespace }),
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: {
        ...labels,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        [serviceLabel]: name,
      },
      ownerReferences: [ownerReference(service)],
    },
    addressType: 'IPv4',
    ...content,
  };
}
