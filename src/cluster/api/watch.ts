import type { Connection } from './connection.ts';
import { discover } from './discovery.ts';
import { StatusError, UnreachableError } from './errors.ts';
import { getJson, openStream, readLines } from './http.ts';
import type { KubeObject } from './objects.ts';
import { listPath, type Place, placeOf, type Query } from './query.ts';
import { commonType } from './resources.ts';
import type { Session } from './session.ts';

export interface Found extends Place {
  /** Sorted by namespace and name. */
  readonly objects: readonly KubeObject[];
}

export interface WatchListener {
  /** All objects, first as listed, then after every change. */
  found(found: Found): void;
  /** They cannot be seen at present. Watching goes on, and `found` is called when they can again. */
  problem(error: unknown): void;
}

interface List {
  items?: KubeObject[] | null;
  metadata?: { resourceVersion?: string };
}

interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject & { code?: number; reason?: string; message?: string };
}

/** A watch that lived this long, in milliseconds, was a good one even if nothing happened in it. */
const goodLife = 1_000;

/**
 * Lists and watches until `signal` is aborted: again from the start after a failure or where history is gone (410),
 * from the last version seen after a watch's ordinary end.
 */
export function watchObjects(
  session: Session,
  query: Query,
  listener: WatchListener,
  signal: AbortSignal,
): void {
  let attempt = 0;
  let seen = false;

  const healthy = () => {
    attempt = 0;
  };
  const found = (place: Place, known: Map<string, KubeObject>) => {
    if (signal.aborted) return;
    seen = true;
    listener.found({ ...place, objects: sorted(known.values()) });
  };

  const go = async () => {
    while (!signal.aborted) {
      let connection: Connection | undefined;
      try {
        connection = await session.connection();
        await listAndWatch(connection, session, query, found, healthy, signal);
      } catch (error) {
        if (signal.aborted) return;
        // Closed because the kubeconfig names another server now, or another watch failed: not this one's failure.
        if (connection?.closed.aborted) continue;
        if (connection !== undefined) session.failed(connection, error);
        // The first failure after good times may be a dropped connection, and says nothing yet.
        if (!seen || attempt > 0) listener.problem(error);
      }
      await session.pause(attempt++, signal);
    }
  };
  void go();
}

/** Ends when the list has to be made again. */
async function listAndWatch(
  connection: Connection,
  session: Session,
  query: Query,
  found: (place: Place, known: Map<string, KubeObject>) => void,
  healthy: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { place, list } = await findAndList(connection, query, signal);
  const known = new Map<string, KubeObject>();
  for (const item of list.items ?? []) if (wanted(query, item)) known.set(keyOf(item), item);
  found(place, known);
  let version = list.metadata?.resourceVersion ?? '';
  while (!signal.aborted) {
    const began = performance.now();
    const next = await watchOnce(connection, session, query, place, version, signal, (events) => {
      healthy();
      if (events.map((event) => apply(known, query, event)).includes(true)) found(place, known);
    });
    if (next === undefined) return;
    const lived = performance.now() - began >= goodLife;
    if (lived) healthy();
    else if (next === version) return;
    version = next;
  }
}

async function findAndList(connection: Connection, query: Query, signal: AbortSignal) {
  const common = connection.discovered.get(query.resource) ?? commonType(query.resource);
  if (common !== undefined) {
    try {
      const place = placeOf(query, common, connection.namespace);
      return { place, list: await getJson<List>(connection, listPath(query, place), signal) };
    } catch (error) {
      // Served in another version, or not at all: discovery knows.
      if (!(error instanceof StatusError && error.status === 404)) throw error;
      connection.discovered.delete(query.resource);
    }
  }
  const place = placeOf(query, await discover(connection, query.resource, signal), connection.namespace);
  return { place, list: await getJson<List>(connection, listPath(query, place), signal) };
}

/** One watch request. Resolves with the version to go on from; undefined when history is gone. */
async function watchOnce(
  connection: Connection,
  { timing }: Session,
  query: Query,
  place: Place,
  from: string,
  signal: AbortSignal,
  onEvents: (events: WatchEvent[]) => void,
): Promise<string | undefined> {
  const path = listPath(query, place, {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: from,
    timeoutSeconds: String(timing.watchSeconds),
  });
  const stale = AbortSignal.timeout(timing.watchSeconds * 1000 + timing.watchGrace);
  let version: string | undefined = from;
  try {
    const response = await openStream(connection, path, AbortSignal.any([signal, stale]));
    await readLines(connection, response, (lines) => {
      const events = lines.filter((line) => line.trim() !== '').map((line) => parseEvent(connection, line));
      const good = events.filter((event) => event.type !== 'ERROR');
      const failure = events.find((event) => event.type === 'ERROR')?.object;
      version = good.at(-1)?.object.metadata.resourceVersion ?? version;
      if (good.length > 0) onEvents(good);
      if (failure === undefined) return;
      if (failure.code !== 410)
        throw new StatusError(failure.code ?? 500, failure.reason ?? '', failure.message ?? '');
      version = undefined;
      response.destroy();
    });
  } catch (error) {
    if (version === undefined || (error instanceof StatusError && error.status === 410)) return undefined;
    throw error;
  }
  return version;
}

function parseEvent(connection: Connection, line: string): WatchEvent {
  try {
    return JSON.parse(line) as WatchEvent;
  } catch (error) {
    throw new UnreachableError(connection.address, '', 'a watch was cut in the middle of an event', {
      cause: error,
    });
  }
}

/** Whether it changed anything that is known. */
function apply(known: Map<string, KubeObject>, query: Query, { type, object }: WatchEvent): boolean {
  if (type === 'BOOKMARK' || !wanted(query, object)) return false;
  if (type === 'DELETED') return known.delete(keyOf(object));
  known.set(keyOf(object), object);
  return true;
}

/** Some servers of custom APIs ignore field selectors. */
function wanted(query: Query, object: KubeObject): boolean {
  return query.name === undefined || object.metadata.name === query.name;
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function sorted(objects: Iterable<KubeObject>): KubeObject[] {
  return [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
