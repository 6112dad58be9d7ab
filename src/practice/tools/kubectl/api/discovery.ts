import { KubectlError } from '../errors.ts';
import type { ApiClient } from './client.ts';
import { AHEAD } from './known-resources.ts';

/** A type that the server has. */
export interface Resource {
  group: string;
  version: string;
  /** Plural, as in the path. */
  name: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  shortNames: readonly string[];
  verbs: readonly string[];
  categories: readonly string[];
}

interface ApiResource {
  name: string;
  singularName?: string;
  kind: string;
  namespaced: boolean;
  shortNames?: string[];
  verbs: string[];
  categories?: string[];
  group?: string;
  version?: string;
}

interface GroupList {
  groups: {
    name: string;
    versions: { groupVersion: string; version: string }[];
    preferredVersion: { version: string };
  }[];
}

/** `deployments.apps`, `pods`: how errors name a type. */
export const qualified = (resource: Resource): string =>
  resource.group === '' ? resource.name : `${resource.name}.${resource.group}`;

/** `deployment.apps`, `pod`: how results name one. */
export const singularQualified = (kind: string, group: string): string =>
  group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;

export const groupVersion = (resource: Pick<Resource, 'group' | 'version'>): string =>
  resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;

export const apiRoot = (group: string, version: string): string =>
  group === '' ? `/api/${version}` : `/apis/${group}/${version}`;

/** The path of a collection, or of one object of it. */
export function resourcePath(
  resource: Resource,
  namespace: string | undefined,
  name?: string,
  sub?: string,
): string {
  const parts = [apiRoot(resource.group, resource.version)];
  if (resource.namespaced && namespace) parts.push('namespaces', encodeURIComponent(namespace));
  parts.push(resource.name);
  if (name !== undefined) parts.push(encodeURIComponent(name));
  if (sub !== undefined) parts.push(sub);
  return parts.join('/');
}

/** What types the server has. Those that every Kubernetes has are known ahead, which saves the questions. */
export class Discovery {
  readonly #client: ApiClient;
  #groups: Promise<GroupList['groups']> | undefined;
  readonly #lists = new Map<string, Promise<Resource[]>>();

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Group versions, preferred version of each group first; the core group first of all. */
  async groups(): Promise<{ group: string; versions: string[] }[]> {
    this.#groups ??= this.#client.get<GroupList>('/apis').then((list) => list.groups ?? []);
    const others = (await this.#groups).map(({ name, versions, preferredVersion }) => ({
      group: name,
      versions: [
        preferredVersion.version,
        ...versions.map((one) => one.version).filter((one) => one !== preferredVersion.version),
      ],
    }));
    return [{ group: '', versions: ['v1'] }, ...others];
  }

  /** The types of one group version, in the server's order, without subresources. */
  resources(group: string, version: string): Promise<Resource[]> {
    const path = apiRoot(group, version);
    let list = this.#lists.get(path);
    if (!list) {
      list = this.#client.get<{ resources: ApiResource[] }>(path).then(({ resources }) =>
        resources
          .filter((resource) => !resource.name.includes('/'))
          .map((resource) => ({
            group,
            version,
            name: resource.name,
            singular: resource.singularName || resource.kind.toLowerCase(),
            kind: resource.kind,
            namespaced: resource.namespaced,
            shortNames: resource.shortNames ?? [],
            verbs: resource.verbs,
            categories: resource.categories ?? [],
          })),
      );
      this.#lists.set(path, list);
    }
    return list;
  }

  /** Every type in its preferred version. */
  async preferred(): Promise<Resource[]> {
    const groups = await this.groups();
    const lists = await Promise.all(
      groups.flatMap(({ group, versions }) => versions.map((one) => this.#orNone(group, one))),
    );
    const seen = new Set<string>();
    return lists.flat().filter((resource) => {
      const id = `${resource.group}/${resource.name}`;
      return seen.has(id) ? false : seen.add(id);
    });
  }

  /** Finds `deploy`, `deployments.apps`, `deployments.v1.apps`, `Deployment`. @throws KubectlError when there is none */
  async resolve(name: string): Promise<Resource> {
    const wanted = name.toLowerCase();
    const ahead = AHEAD.find((resource) => answersTo(resource, wanted));
    if (ahead) return ahead;
    const found = (await this.preferred()).find((resource) => answersTo(resource, wanted));
    if (found) return found;
    const versioned = await this.#versioned(wanted);
    if (versioned) return versioned;
    throw new KubectlError(`error: the server doesn't have a resource type "${name.split('.')[0]}"`);
  }

  /** Finds the type of an object of a file. @throws KubectlError */
  async forKind(apiVersion: string, kind: string, source: string): Promise<Resource> {
    const slash = apiVersion.indexOf('/');
    const group = slash < 0 ? '' : apiVersion.slice(0, slash);
    const version = apiVersion.slice(slash + 1);
    const ahead = AHEAD.find((one) => one.kind === kind && one.group === group && one.version === version);
    if (ahead) return ahead;
    const found = (await this.#orNone(group, version)).find((resource) => resource.kind === kind);
    if (found) return found;
    throw new KubectlError(
      `error: resource mapping not found for name: ${source}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
    );
  }

  async #versioned(name: string): Promise<Resource | undefined> {
    const [type = '', version = '', ...rest] = name.split('.');
    if (version === '') return undefined;
    const group = rest.join('.');
    return (await this.#orNone(group, version)).find((resource) => answersTo(resource, type));
  }

  async #orNone(group: string, version: string): Promise<Resource[]> {
    try {
      return await this.resources(group, version);
    } catch (error) {
      if (error instanceof KubectlError) throw error;
      return [];
    }
  }
}

function answersTo(resource: Resource, wanted: string): boolean {
  const dot = wanted.indexOf('.');
  const type = dot < 0 ? wanted : wanted.slice(0, dot);
  const names = [resource.name, resource.singular, resource.kind.toLowerCase(), ...resource.shortNames];
  if (!names.includes(type)) return false;
  if (dot < 0) return true;
  const rest = wanted.slice(dot + 1);
  return rest === resource.group || rest === `${resource.version}.${resource.group}`;
}
