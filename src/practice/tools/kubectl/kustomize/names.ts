import { isDict, type KubeObject } from '../api/objects.ts';

/** Where an object names others: by field, the kind that it names. */
const REFERENCES: Readonly<Record<string, string>> = {
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  secret: 'Secret',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
  service: 'Service',
};

const NAMES: Readonly<Record<string, string>> = {
  serviceAccountName: 'ServiceAccount',
  serviceName: 'Service',
  claimName: 'PersistentVolumeClaim',
  secretName: 'Secret',
};

/** Names objects anew, and what refers to them too. */
export function rename(objects: readonly KubeObject[], newName: (object: KubeObject) => string): void {
  const names = new Map(
    objects.map((object) => [`${object.kind}/${object.metadata?.name}`, newName(object)] as const),
  );
  const renamed = (kind: string, name: unknown) => names.get(`${kind}/${name}`) ?? name;
  const follow = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(follow);
    if (!isDict(value)) return;
    for (const [field, inner] of Object.entries(value)) {
      const kind = REFERENCES[field];
      if (kind && isDict(inner) && inner.name) inner.name = renamed(kind, inner.name);
      const named = NAMES[field];
      if (named && typeof inner === 'string') value[field] = renamed(named, inner);
      if ((field === 'scaleTargetRef' || field === 'roleRef') && isDict(inner)) {
        inner.name = renamed(String(inner.kind), inner.name);
      }
      follow(inner);
    }
  };
  const wanted = objects.map(newName);
  for (const object of objects) follow({ ...object, metadata: undefined });
  for (const [index, object] of objects.entries())
    object.metadata = { ...object.metadata, name: wanted[index] ?? '' };
}
