import type { GroupKind, Store } from '../../types.ts';
import { type Definition, definitionKind } from '../custom/definition.ts';
import { resourcesOf } from '../custom/resources.ts';
import { coreResources } from './core.ts';
import { groupedResources } from './groups.ts';
import type { Resource } from './resource.ts';

/** What the API serves. */
export interface Registry {
  all(): readonly Resource[];
  find(group: string, version: string, plural: string): Resource | undefined;
  /** The resource of a kind, for what names objects by their kind. */
  ofKind(group: string, version: string, kind: string): Resource | undefined;
  /** The first resource whose objects are stored under `kind`. */
  ofStored(kind: GroupKind): Resource | undefined;
  hasVersion(group: string, version: string): boolean;
}

const builtIn: readonly Resource[] = [...coreResources, ...groupedResources];

/** The built-in resources, and those that the definitions in `store` add to them. */
export function createRegistry(store?: Store): Registry {
  let resources = builtIn;
  let byPath = new Map<string, Resource>();

  function collect(): void {
    const definitions = store?.list<Definition>(definitionKind) ?? [];
    const custom = definitions
      .sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1))
      .flatMap(resourcesOf);
    resources = [...builtIn, ...custom];
    byPath = new Map(
      resources.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]),
    );
  }

  collect();
  store?.subscribe(definitionKind, collect);
  return {
    all: () => resources,
    find: (group, version, plural) => byPath.get(`${group}/${version}/${plural}`),
    ofKind: (group, version, kind) =>
      resources.find((entry) => entry.group === group && entry.version === version && entry.kind === kind),
    ofStored: (kind) => resources.find((entry) => entry.stored === kind),
    hasVersion: (group, version) =>
      resources.some((entry) => entry.group === group && entry.version === version),
  };
}
