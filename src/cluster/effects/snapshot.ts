import type { ObjectRef } from '../../engine/events.ts';
import type { Connection } from '../api/connection.ts';
import { listTypes } from '../api/discovery.ts';
import { StatusError } from '../api/errors.ts';
import { getJson } from '../api/http.ts';
import type { KubeObject } from '../api/objects.ts';
import { collectionPath, type ResourceType } from '../api/resources.ts';

/** One object as it was: `version` is another once somebody has written to what it should be. */
export interface Seen {
  readonly ref: ObjectRef;
  readonly version: string;
}

/**
 * What people keep in the namespace of a kubeconfig's context, and outside namespaces, by UID. What the cluster makes
 * and keeps by itself is left out; so are other namespaces, where others may be at work.
 */
export type Snapshot = ReadonlyMap<string, Seen>;

interface Listed extends KubeObject {
  readonly type?: string;
  readonly metadata: KubeObject['metadata'] & { readonly uid: string; readonly generation?: number };
}

/** Kinds that controllers write, or that come and go with another object. */
const ownKinds = new Set([
  'bindings',
  'componentstatuses',
  'controllerrevisions',
  'csinodes',
  'endpoints',
  'endpointslices',
  'events',
  'leases',
  'nodes',
  'persistentvolumes',
  'replicasets',
  'volumeattachments',
]);
const ownGroups = new Set(['apiregistration.k8s.io', 'flowcontrol.apiserver.k8s.io', 'metrics.k8s.io']);
const ownNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** @throws what a request throws */
export async function takeSnapshot(connection: Connection, signal: AbortSignal): Promise<Snapshot> {
  const types = (await listTypes(connection, signal)).filter(
    ({ group, plural }) => !ownGroups.has(group) && !ownKinds.has(plural),
  );
  const lists = await Promise.all(types.map((type) => seenOf(type, connection, signal)));
  return new Map(lists.flat().map((seen) => [seen.ref.uid, seen]));
}

async function seenOf(type: ResourceType, connection: Connection, signal: AbortSignal): Promise<Seen[]> {
  const path = collectionPath(type, connection.namespace);
  const { items } = await getJson<{ items?: Listed[] | null }>(connection, path, signal).catch((error) => {
    // What may not be listed cannot be told apart either: it is nobody's effect.
    if (error instanceof StatusError) return { items: [] };
    throw error;
  });
  return (items ?? []).filter((object) => !isOwn(object)).map((object) => seen(type, object));
}

function isOwn({ metadata, type }: Listed): boolean {
  if (metadata.ownerReferences?.some(({ controller }) => controller === true)) return true;
  if (type === 'kubernetes.io/service-account-token') return true;
  if (metadata.name === 'kube-root-ca.crt' || metadata.name.startsWith('system:')) return true;
  return ownNamespaces.has(metadata.namespace ?? metadata.name);
}

function seen(type: ResourceType, { metadata }: Listed): Seen {
  const { group, version, plural, kind } = type;
  return {
    ref: {
      apiVersion: group === '' ? version : `${group}/${version}`,
      plural,
      kind,
      ...(type.namespaced && metadata.namespace !== undefined && { namespace: metadata.namespace }),
      name: metadata.name,
      uid: metadata.uid,
    },
    version: String(metadata.generation ?? metadata.resourceVersion),
  };
}

export interface Effects {
  readonly created: readonly ObjectRef[];
  readonly changed: readonly ObjectRef[];
}

/**
 * What happened between two snapshots, but for what is gone again. Outside namespaces others may have been at work too:
 * there, only what `command` names counts.
 */
export function effectsBetween(before: Snapshot, after: Snapshot, command: string): Effects {
  const words = new Set(command.split(/[\s/=,'"]+/));
  const all = [...after.values()].filter(({ ref }) => ref.namespace !== undefined || words.has(ref.name));
  return {
    created: all.filter(({ ref }) => !before.has(ref.uid)).map(({ ref }) => ref),
    changed: all
      .filter(({ ref, version }) => (before.get(ref.uid)?.version ?? version) !== version)
      .map(({ ref }) => ref),
  };
}
