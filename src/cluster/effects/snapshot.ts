import type { FieldChange, ObjectRef } from '../../engine/events.ts';
import type { Connection } from '../api/connection.ts';
import { listTypes } from '../api/discovery.ts';
import { StatusError } from '../api/errors.ts';
import { getJson } from '../api/http.ts';
import type { KubeObject } from '../api/objects.ts';
import { collectionPath, type ResourceType, splitApiVersion } from '../api/resources.ts';
import { type Content, contentOf, fieldsBetween } from './fields.ts';

/** One object as it was: `version` is another once somebody has written to what it should be. */
interface Seen {
  readonly ref: ObjectRef;
  readonly version: string;
  readonly content: Content;
}

/**
 * What people keep in the namespace of a kubeconfig's context, and outside namespaces, by UID. What the cluster makes
 * and keeps by itself is left out; so are other namespaces, where others may be at work.
 */
export interface Snapshot {
  readonly objects: ReadonlyMap<string, Seen>;
  /** The kinds that could be listed, by plural and group; what there is of others is not known. */
  readonly listed: ReadonlySet<string>;
  /** Those that could not. */
  readonly refused: ReadonlySet<string>;
}

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

/** How far a look goes: into all of a cluster, or no further than the context's namespace. */
export type Scope = 'cluster' | 'namespace';

/** @throws what a request throws */
export async function takeSnapshot(
  connection: Connection,
  signal: AbortSignal,
  scope: Scope,
): Promise<Snapshot> {
  const types = (await listTypes(connection, signal)).filter(
    ({ group, plural, namespaced }) =>
      !ownGroups.has(group) && !ownKinds.has(plural) && (namespaced || scope === 'cluster'),
  );
  const listed = new Set<string>();
  const refused = new Set<string>();
  const lists = await Promise.all(
    types.map(async (type) => {
      const seen = await seenOf(type, connection, signal);
      (seen ? listed : refused).add(nameOf(type));
      return seen ?? [];
    }),
  );
  return { objects: new Map(lists.flat().map((seen) => [seen.ref.uid, seen])), listed, refused };
}

/** Undefined where they may not be listed. */
async function seenOf(
  type: ResourceType,
  connection: Connection,
  signal: AbortSignal,
): Promise<Seen[] | undefined> {
  const path = collectionPath(type, connection.namespace);
  try {
    const { items } = await getJson<{ items?: Listed[] | null }>(connection, path, signal);
    return (items ?? []).filter((object) => !isOwn(object)).map((object) => seen(type, object));
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}

function nameOf({ plural, group }: ResourceType): string {
  return `${plural}.${group}`;
}

function typeOf({ plural, apiVersion }: ObjectRef): string {
  return `${plural}.${splitApiVersion(apiVersion).group}`;
}

function isOwn({ metadata, type }: Listed): boolean {
  if (metadata.ownerReferences?.some(({ controller }) => controller === true)) return true;
  if (type === 'kubernetes.io/service-account-token') return true;
  if (metadata.name === 'kube-root-ca.crt' || metadata.name.startsWith('system:')) return true;
  return ownNamespaces.has(metadata.namespace ?? metadata.name);
}

function seen(type: ResourceType, object: Listed): Seen {
  const { metadata } = object;
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
    content: contentOf(object, kind),
  };
}

export interface Effects {
  readonly created: readonly ObjectRef[];
  readonly changed: readonly ObjectRef[];
  readonly deleted: readonly ObjectRef[];
  /** What was written to those that are still there, by UID. */
  readonly fields: Readonly<Record<string, readonly FieldChange[]>>;
}

/**
 * What happened between two snapshots, but for what is gone again. Outside namespaces others may have been at work too:
 * there, only what `command` names counts. What could not be seen before is nobody's effect.
 */
export function effectsBetween(before: Snapshot, after: Snapshot, command: string): Effects {
  const words = new Set(command.split(/[\s/=,'"]+/));
  const counts = ({ ref }: Seen) => ref.namespace !== undefined || words.has(ref.name);
  const now = [...after.objects.values()].filter(counts);
  const known = now.flatMap((seen) => {
    const old = before.objects.get(seen.ref.uid);
    return old ? [{ ...seen, written: old.version !== seen.version, fields: fieldsOf(old, seen) }] : [];
  });
  return {
    created: refs(now.filter(({ ref }) => !before.objects.has(ref.uid) && !before.refused.has(typeOf(ref)))),
    changed: refs(known.filter(({ written, fields }) => written || fields.length > 0)),
    deleted: refs(
      [...before.objects.values()].filter(
        (seen) => counts(seen) && !after.objects.has(seen.ref.uid) && after.listed.has(typeOf(seen.ref)),
      ),
    ),
    fields: Object.fromEntries(
      known.filter(({ fields }) => fields.length > 0).map(({ ref, fields }) => [ref.uid, fields]),
    ),
  };
}

function fieldsOf(before: Seen, after: Seen): FieldChange[] {
  return fieldsBetween(before.content, after.content);
}

function refs(all: readonly Seen[]): ObjectRef[] {
  return all.map(({ ref }) => ref);
}
