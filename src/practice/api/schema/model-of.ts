import type { Resource } from '../resources/resource.ts';
import type { Model, Models } from './tables.ts';

type Named = Pick<Resource, 'group' | 'version' | 'kind'>;

const byKind = new WeakMap<Models, Map<string, Model>>();

/** The model of a kind; undefined for kinds that have none. */
export function modelOf(models: Models, { group, version, kind }: Named): Model | undefined {
  let index = byKind.get(models);
  if (!index) {
    index = new Map(Object.values(models).map((model) => [model.name.split('.').slice(-3).join('.'), model]));
    byKind.set(models, index);
  }
  // The last parts of a name are the first part of the group, the version and the kind.
  return (
    index.get(`${group.split('.')[0] || 'core'}.${version}.${kind}`) ?? index.get(`meta.${version}.${kind}`)
  );
}
