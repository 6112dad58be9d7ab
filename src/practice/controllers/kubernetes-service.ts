import { apiAddress, apiEndpoint as endpoint } from '../api/admission/addresses.ts';
import type { Endpoints, Service } from '../objects.ts';
import type { RecordedChange } from '../store/history.ts';
import type { Controller, ControllerContext, ControllerDefinition } from './controller.ts';

/** The `kubernetes` service of the default namespace: `kubectl delete all --all` takes it away, and it comes back. */
export const apiServiceController: ControllerDefinition = { name: 'kubernetes-service-controller', create };

function create({ store }: ControllerContext): Controller {
  function sync(): void {
    if (!store.get('Namespace', undefined, 'default')) return;
    if (!store.get('Endpoints', 'default', 'kubernetes')) store.create(apiEndpoints());
    if (store.get('Service', 'default', 'kubernetes')) return;
    const service: Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        uid: '',
        resourceVersion: '',
        creationTimestamp: '',
        labels: { component: 'apiserver', provider: 'kubernetes' },
      },
      spec: {
        clusterIP: apiAddress,
        clusterIPs: [apiAddress],
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: endpoint.port }],
        sessionAffinity: 'None',
        type: 'ClusterIP',
      },
      status: { loadBalancer: {} },
    };
    store.create(service);
  }

  return {
    watches: {
      Namespace: ({ object }) => (object.metadata.name === 'default' ? ['default'] : []),
      Service: gone,
      Endpoints: gone,
    },
    sync,
  };
}

function gone({ type, object: { metadata } }: RecordedChange): string[] {
  return type === 'DELETED' && metadata.name === 'kubernetes' && metadata.namespace === 'default'
    ? ['default']
    : [];
}

function apiEndpoints(): Endpoints {
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
    },
    subsets: [
      { addresses: [{ ip: endpoint.ip }], ports: [{ name: 'https', port: endpoint.port, protocol: 'TCP' }] },
    ],
  };
}
