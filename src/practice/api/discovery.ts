import type { Registry } from './resources/registry.ts';
import { apiVersionOf, type Resource } from './resources/resource.ts';

/** `/api`: versions of the core group. */
export function coreVersions(address: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** `/apis` */
export function groupList(registry: Registry): object {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups(registry).map(describeGroup) };
}

/** `/apis/GROUP`, or undefined when there is none. */
export function oneGroup(registry: Registry, name: string): object | undefined {
  const group = groups(registry).find((entry) => entry.name === name);
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(group) };
}

/** `/api/v1` or `/apis/GROUP/VERSION`, or undefined when there is none. */
export function resourceList(registry: Registry, group: string, version: string): object | undefined {
  const found = registry.all().filter((entry) => entry.group === group && entry.version === version);
  const [first] = found;
  if (!first) return undefined;
  const resources = found.flatMap((entry) => [describeResource(entry), ...describeSubresources(entry)]);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersionOf(first), resources };
}

/** Everything at once, as clients since 1.26 ask for it: at `/api` the core group, at `/apis` all others. */
export function aggregated(registry: Registry, part: 'core' | 'groups', version: string): object {
  const wanted = groups(registry, part === 'core').filter(
    (group) => (group.name === '') === (part === 'core'),
  );
  const items = wanted.map(({ name, versions }) => ({
    metadata: { creationTimestamp: null, ...(name === '' ? {} : { name }) },
    versions: versions.map((one) => ({
      version: one,
      freshness: 'Current',
      resources: registry
        .all()
        .filter((entry) => entry.group === name && entry.version === one)
        .map(aggregatedResource),
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: `apidiscovery.k8s.io/${version}`, metadata: {}, items };
}

interface Group {
  name: string;
  versions: string[];
}

function groups(registry: Registry, withCore = false): Group[] {
  const found = new Map<string, Group>();
  for (const { group, version } of registry.all()) {
    if (group === '' && !withCore) continue;
    const entry = found.get(group) ?? { name: group, versions: [] };
    if (!entry.versions.includes(version)) entry.versions.push(version);
    found.set(group, entry);
  }
  return [...found.values()];
}

function describeGroup({ name, versions }: Group): object {
  const described = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: described, preferredVersion: described[0] };
}

function describeResource(resource: Resource): object {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = resource;
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
}

function describeSubresources({ plural, namespaced, subresources }: Resource): object[] {
  return subresources.map(({ name, kind, group, version, verbs }) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    ...(group === undefined ? {} : { group, version }),
    kind,
    verbs,
  }));
}

function aggregatedResource(resource: Resource): object {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories, group, version } = resource;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(resource.subresources.length === 0
      ? {}
      : {
          subresources: resource.subresources.map((entry) => ({
            subresource: entry.name,
            responseKind: {
              group: entry.group ?? group,
              version: entry.version ?? version,
              kind: entry.kind,
            },
            verbs: entry.verbs,
          })),
        }),
  };
}
