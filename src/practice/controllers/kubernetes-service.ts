import { apiAddress } from '../api/admission/addresses.ts';
import type { Service } from '../objects.ts';
import type { Controller, ControllerContext, ControllerDefinition } from './controller.ts';

/** The `kubernetes` service of the default namespace: `kubectl delete all --all` takes it away, and it comes back. */
export const apiServiceController: ControllerDefinition = { name: 'kubernetes-service-controller', create };

function create({ store }: ControllerContext): Controller {
  function sync(): void {
    if (store.get('Service', 'default', 'kubernetes') || !store.get('Namespace', undefined, 'default'))
      return;
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
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 }],
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
      Service: ({ type, object }) =>
        type === 'DELETED' && object.metadata.name === 'kubernetes' && object.metadata.namespace === 'default'
          ? ['default']
          : [],
    },
    sync,
  };
}
