import type { Connection } from './connection.ts';
import { StatusError, UnknownResourceError } from './errors.ts';
import { getJson } from './http.ts';
import { type ResourceType, splitApiVersion } from './resources.ts';

interface ApiResource {
  name: string;
  kind: string;
  namespaced: boolean;
  singularName?: string;
  shortNames?: string[];
  verbs?: string[];
}

interface GroupList {
  groups?: { preferredVersion?: { groupVersion: string }; versions?: { groupVersion: string }[] }[];
}

/**
 * Asks the server which resource a name stands for: plural, singular, short, or plural.group. Only what is found is
 * remembered, because a resource may be defined at any time.
 * @throws UnknownResourceError, and what a request throws
 */
export async function discover(
  connection: Connection,
  name: string,
  signal: AbortSignal,
): Promise<ResourceType> {
  const known = connection.discovered.get(name);
  if (known !== undefined) return known;
  const wanted = name.toLowerCase();
  for (const groupVersion of ['v1', ...(await groupVersions(connection, signal))]) {
    const found = (await resourcesOf(connection, groupVersion, signal)).find((type) =>
      type.names.includes(wanted),
    );
    if (found === undefined) continue;
    connection.discovered.set(name, found.type);
    return found.type;
  }
  throw new UnknownResourceError(name);
}

/** Every kind of object that can be listed and deleted, each in one version. @throws what a request throws */
export async function listTypes(connection: Connection, signal: AbortSignal): Promise<ResourceType[]> {
  const versions = ['v1', ...(await groupVersions(connection, signal))];
  const found = await Promise.all(versions.map((version) => resourcesOf(connection, version, signal)));
  const types = new Map<string, ResourceType>();
  for (const { type, verbs } of found.flat()) {
    const name = `${type.plural}.${type.group}`;
    if (verbs.includes('list') && verbs.includes('delete') && !types.has(name)) types.set(name, type);
  }
  return [...types.values()];
}

/** Every group's versions, the preferred ones first: a kind may be served in an older version only. */
async function groupVersions(connection: Connection, signal: AbortSignal): Promise<string[]> {
  const { groups = [] } = await getJson<GroupList>(connection, '/apis', signal);
  const preferred = groups.flatMap((group) => group.preferredVersion?.groupVersion ?? []);
  const all = groups.flatMap((group) => (group.versions ?? []).map((version) => version.groupVersion));
  return [...new Set([...preferred, ...all])];
}

async function resourcesOf(connection: Connection, groupVersion: string, signal: AbortSignal) {
  const { group, version } = splitApiVersion(groupVersion);
  const path = group === '' ? `/api/${version}` : `/apis/${groupVersion}`;
  const { resources = [] } = await getJson<{ resources?: ApiResource[] }>(connection, path, signal).catch(
    (error) => {
      // A group whose own server is down must not hide the others.
      if (error instanceof StatusError) return { resources: [] };
      throw error;
    },
  );
  return resources
    .filter((resource) => !resource.name.includes('/'))
    .map((resource) => ({
      type: { group, version, plural: resource.name, kind: resource.kind, namespaced: resource.namespaced },
      verbs: resource.verbs ?? [],
      names: [
        resource.name,
        resource.kind.toLowerCase(),
        resource.singularName ?? '',
        ...(resource.shortNames ?? []),
        `${resource.name}.${group}`,
      ],
    }));
}
