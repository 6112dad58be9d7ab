import type { GroupKind } from '../../types.ts';
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

export function createRegistry(): Registry {
  const resources: readonly Resource[] = [...coreResources, ...groupedResources];
  const byPath = new Map(
    resources.map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]),
  );
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
