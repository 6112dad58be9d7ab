import type { ConfigMap, Namespace, ServiceAccount } from '../objects.ts';
import { deleteObject } from '../store/deletion.ts';
import { type ClusterStore, timestamp } from '../store/store.ts';
import type { KubeObject, ObjectMeta } from '../types.ts';
import type { Controller, ControllerContext, ControllerDefinition } from './controller.ts';
import { fromKey, itself } from './keys.ts';
import { endingConditions } from './namespace-conditions.ts';

/** Fills new namespaces with what every one has, and empties those that are to go. */
export const namespaceController: ControllerDefinition = { name: 'namespace-controller', create };

const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function create({ store, clock, certificate }: ControllerContext): Controller {
  for (const name of systemNamespaces) ensureNamespace(store, name);

  function sync(key: string): void {
    const { name } = fromKey(key);
    const namespace = store.get<Namespace>('Namespace', undefined, name);
    if (!namespace) {
      if (systemNamespaces.includes(name)) ensureNamespace(store, name);
      return;
    }
    if (namespace.metadata.deletionTimestamp) empty(namespace);
    else furnish(namespace);
  }

  function furnish({ metadata: { name } }: Namespace): void {
    const account: ServiceAccount = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata('default', name),
    };
    if (!store.get('ServiceAccount', name, 'default')) store.create(account);
    const known = store.get<ConfigMap>('ConfigMap', name, 'kube-root-ca.crt');
    if (known?.data?.['ca.crt'] === certificate) return;
    const trust: ConfigMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        ...metadata('kube-root-ca.crt', name),
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': certificate },
    };
    // One of a cluster that was started before it had this one, or that somebody has changed.
    if (known) store.update({ ...known, data: trust.data ?? {} });
    else store.create(trust);
  }

  function empty({ metadata: { name } }: Namespace): void {
    const left: KubeObject[] = [];
    for (const kind of store.kinds()) {
      for (const object of store.list(kind, { namespace: name })) {
        if (!object.metadata.deletionTimestamp) deleteObject(store, object, clock.now());
        const rest = store.get(kind, name, object.metadata.name);
        if (rest) left.push(rest);
      }
    }
    if (left.length > 0) {
      store.mutate<Namespace>('Namespace', undefined, name, ({ status = {} }) => {
        status.conditions = endingConditions(left, status.conditions ?? [], timestamp(clock.now()));
      });
      return;
    }
    store.mutate<Namespace>('Namespace', undefined, name, (draft) => {
      delete draft.spec?.finalizers;
    });
    store.remove('Namespace', undefined, name);
  }

  return {
    watches: {
      Namespace: itself,
      ServiceAccount: ofNamespace,
      ConfigMap: ofNamespace,
      '*': (change) => (change.type === 'DELETED' ? ofEnding(store, change.object) : []),
    },
    sync,
  };
}

function ofNamespace({ object }: { object: KubeObject }): string[] {
  return [`/${object.metadata.namespace}`];
}

function ofEnding(store: ClusterStore, object: KubeObject): string[] {
  const { namespace } = object.metadata;
  if (namespace === undefined) return [];
  return store.get('Namespace', undefined, namespace)?.metadata.deletionTimestamp ? [`/${namespace}`] : [];
}

function ensureNamespace(store: ClusterStore, name: string): void {
  if (store.get('Namespace', undefined, name)) return;
  const namespace: Namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { ...metadata(name), labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
  store.create(namespace);
}

function metadata(name: string, namespace?: string): ObjectMeta {
  const place = namespace === undefined ? {} : { namespace };
  return { name, ...place, uid: '', resourceVersion: '', creationTimestamp: '' };
}
