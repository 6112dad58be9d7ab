import type { ObjectRef } from '../../engine/events.ts';
import type { Connection } from '../api/connection.ts';
import { StatusError } from '../api/errors.ts';
import { getJson, sendJson } from '../api/http.ts';
import type { KubeObject } from '../api/objects.ts';
import { collectionPath, splitApiVersion } from '../api/resources.ts';

/** Those of the objects that are still there to stay, and are the same ones: another may have their name by now. */
export async function stillThere(
  refs: readonly ObjectRef[],
  connection: Connection,
  signal: AbortSignal,
): Promise<ObjectRef[]> {
  const found = await Promise.all(
    refs.map(async (ref) => {
      const object = await getJson<KubeObject>(connection, pathOf(ref), signal).catch((error) => {
        if (error instanceof StatusError && error.status === 404) return undefined;
        throw error;
      });
      return object?.metadata.uid === ref.uid && object.metadata.deletionTimestamp === undefined;
    }),
  );
  return refs.filter((_, index) => found[index]);
}

/** Deletes exactly this object: never another one that took its name. @returns whether it was there */
export async function removeObject(
  ref: ObjectRef,
  connection: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: 'Background',
    preconditions: { uid: ref.uid },
  };
  try {
    await sendJson(connection, pathOf(ref), { method: 'DELETE', body }, signal);
    return true;
  } catch (error) {
    // Gone, or replaced by another since it was looked at.
    if (error instanceof StatusError && (error.status === 404 || error.status === 409)) return false;
    throw error;
  }
}

function pathOf({ apiVersion, plural, kind, namespace, name }: ObjectRef): string {
  const type = { ...splitApiVersion(apiVersion), plural, kind, namespaced: namespace !== undefined };
  return `${collectionPath(type, namespace)}/${encodeURIComponent(name)}`;
}
