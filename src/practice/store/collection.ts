import type { GroupKind, KubeObject } from '../types.ts';

/** The objects of one kind, found by name and by namespace. */
export interface Collection {
  readonly kind: GroupKind;
  get(namespace: string | undefined, name: string): KubeObject | undefined;
  set(object: KubeObject): void;
  delete(object: KubeObject): void;
  list(namespace?: string): Iterable<KubeObject>;
}

export function createCollection(kind: GroupKind): Collection {
  // Objects of the cluster itself lie under the empty name, which no namespace has.
  const namespaces = new Map<string, Map<string, KubeObject>>();

  function* all(): Iterable<KubeObject> {
    for (const objects of namespaces.values()) yield* objects.values();
  }

  return {
    kind,
    get: (namespace, name) => namespaces.get(namespace ?? '')?.get(name),
    set(object) {
      const { namespace = '', name } = object.metadata;
      let objects = namespaces.get(namespace);
      if (!objects) {
        objects = new Map();
        namespaces.set(namespace, objects);
      }
      objects.set(name, object);
    },
    delete(object) {
      const { namespace = '', name } = object.metadata;
      const objects = namespaces.get(namespace);
      objects?.delete(name);
      if (objects?.size === 0) namespaces.delete(namespace);
    },
    list: (namespace) => (namespace === undefined ? all() : (namespaces.get(namespace)?.values() ?? [])),
  };
}
