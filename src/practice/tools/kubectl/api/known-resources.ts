import type { Resource } from './discovery.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function known(
  [group, version]: readonly [string, string],
  name: string,
  kind: string,
  shortNames: readonly string[] = [],
  extra: Partial<Resource> = {},
): Resource {
  const singular = kind.toLowerCase();
  return {
    group,
    version,
    name,
    singular,
    kind,
    namespaced: true,
    shortNames,
    verbs: VERBS,
    categories: [],
    ...extra,
  };
}

const core = ['', 'v1'] as const;
const apps = ['apps', 'v1'] as const;
const all = { categories: ['all'] };

/** The types that every supported Kubernetes (1.20 and later) serves in this version, so that `get pods` is one request. */
export const AHEAD: readonly Resource[] = [
  known(core, 'pods', 'Pod', ['po'], all),
  known(core, 'services', 'Service', ['svc'], all),
  known(core, 'namespaces', 'Namespace', ['ns'], { namespaced: false }),
  known(core, 'nodes', 'Node', ['no'], { namespaced: false }),
  known(core, 'configmaps', 'ConfigMap', ['cm']),
  known(core, 'secrets', 'Secret'),
  known(core, 'endpoints', 'Endpoints', ['ep']),
  known(core, 'events', 'Event', ['ev']),
  known(core, 'serviceaccounts', 'ServiceAccount', ['sa']),
  known(core, 'persistentvolumeclaims', 'PersistentVolumeClaim', ['pvc']),
  known(core, 'persistentvolumes', 'PersistentVolume', ['pv'], { namespaced: false }),
  known(apps, 'deployments', 'Deployment', ['deploy'], all),
  known(apps, 'replicasets', 'ReplicaSet', ['rs'], all),
  known(apps, 'statefulsets', 'StatefulSet', ['sts'], all),
  known(apps, 'daemonsets', 'DaemonSet', ['ds'], all),
  known(['batch', 'v1'], 'jobs', 'Job', [], all),
];
