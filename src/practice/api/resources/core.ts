import { defineResources, type Subresource } from './resource.ts';

const proxyVerbs = ['create', 'delete', 'get', 'patch', 'update'];

const podSubresources: readonly Subresource[] = [
  { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  { name: 'binding', kind: 'Binding', verbs: ['create'] },
  { name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
  { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
  { name: 'log', kind: 'Pod', verbs: ['get'] },
  { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  { name: 'proxy', kind: 'PodProxyOptions', verbs: proxyVerbs },
];

const serviceSubresources: readonly Subresource[] = [
  { name: 'proxy', kind: 'ServiceProxyOptions', verbs: proxyVerbs },
];

const all = ['all'];

export const coreResources = defineResources('', 'v1', [
  { kind: 'ConfigMap', short: ['cm'] },
  { kind: 'Endpoints', plural: 'endpoints', short: ['ep'] },
  { kind: 'Event', short: ['ev'] },
  { kind: 'LimitRange', short: ['limits'] },
  { kind: 'Namespace', cluster: true, short: ['ns'], status: true },
  { kind: 'Node', cluster: true, short: ['no'], status: true },
  { kind: 'PersistentVolumeClaim', short: ['pvc'], status: true },
  { kind: 'PersistentVolume', cluster: true, short: ['pv'], status: true },
  { kind: 'Pod', short: ['po'], categories: all, subresources: podSubresources, status: true },
  { kind: 'PodTemplate' },
  { kind: 'ReplicationController', short: ['rc'], categories: all, scale: true, status: true },
  { kind: 'ResourceQuota', short: ['quota'], status: true },
  { kind: 'Secret' },
  {
    kind: 'ServiceAccount',
    short: ['sa'],
    subresources: [
      {
        name: 'token',
        kind: 'TokenRequest',
        group: 'authentication.k8s.io',
        version: 'v1',
        verbs: ['create'],
      },
    ],
  },
  { kind: 'Service', short: ['svc'], categories: all, subresources: serviceSubresources, status: true },
]);
