import { groupKind } from '../../store/kinds.ts';
import type { GroupKind } from '../../types.ts';
import type { DefinitionVersion } from '../custom/definition.ts';

/** One kind of object as the API serves it. */
export interface Resource {
  /** The empty string is the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly Subresource[];
  readonly verbs: readonly string[];
  /** The kind under which its objects are stored: another one where a kind is served by two groups. */
  readonly stored: GroupKind;
  /** For kinds that are defined by an object: their version in it. */
  readonly custom?: DefinitionVersion;
}

export interface Subresource {
  readonly name: string;
  readonly kind: string;
  /** Where the kind is of another group than the resource. */
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

export const allVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const;

/** What one entry of the table of resources says; the rest follows from it. */
export interface ResourceEntry {
  kind: string;
  plural?: string;
  /** Of the cluster instead of a namespace. */
  cluster?: boolean;
  short?: readonly string[];
  categories?: readonly string[];
  status?: boolean;
  scale?: boolean;
  subresources?: readonly Subresource[];
  verbs?: readonly string[];
  stored?: GroupKind;
}

export function defineResources(
  group: string,
  version: string,
  entries: readonly ResourceEntry[],
): Resource[] {
  return entries.map((entry) => defineResource(group, version, entry));
}

export function defineResource(group: string, version: string, entry: ResourceEntry): Resource {
  const singular = entry.kind.toLowerCase();
  const subresources = [...(entry.subresources ?? [])];
  if (entry.scale) {
    subresources.push({
      name: 'scale',
      kind: 'Scale',
      group: 'autoscaling',
      version: 'v1',
      verbs: ['get', 'patch', 'update'],
    });
  }
  if (entry.status)
    subresources.push({ name: 'status', kind: entry.kind, verbs: ['get', 'patch', 'update'] });
  return {
    group,
    version,
    kind: entry.kind,
    plural: entry.plural ?? `${singular}s`,
    singular,
    namespaced: !entry.cluster,
    shortNames: entry.short ?? [],
    categories: entry.categories ?? [],
    subresources,
    verbs: entry.verbs ?? allVerbs,
    stored: entry.stored ?? groupKind(group, entry.kind),
  };
}

export function apiVersionOf(resource: Pick<Resource, 'group' | 'version'>): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** As kubectl names it in messages: `pods`, `deployments.apps`. */
export function qualifiedName(resource: Pick<Resource, 'group' | 'plural'>): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}
