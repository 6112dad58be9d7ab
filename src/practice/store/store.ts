import { randomUUID } from 'node:crypto';
import { ApiError } from '../errors.ts';
import type { Change, GroupKind, KubeObject, Store } from '../types.ts';
import { type Collection, createCollection } from './collection.ts';
import { createDispatcher } from './dispatcher.ts';
import { createHistory, type RecordedChange } from './history.ts';
import type { Journal } from './journal.ts';
import { copyJson, equalJson, freezeJson } from './json.ts';
import { countsGenerations, groupKindOf } from './kinds.ts';
import { createOwners } from './owners.ts';

/** What the API server and the controllers know of the store beyond `Store`. */
export interface ClusterStore extends Store {
  /** The resourceVersion of the latest change. */
  readonly revision: number;
  /** Kinds that have, or had, objects. */
  kinds(): GroupKind[];
  /** Objects of any kind with an owner reference to `uid`. */
  owned(uid: string): KubeObject[];
  /** @throws ApiError 410 Expired */
  changesSince(kind: GroupKind, revision: number): RecordedChange[];
  /** As `subscribe`, with what the object was before. */
  watch(kind: GroupKind | undefined, listener: (change: RecordedChange) => void): () => void;
  /** Why what changes is not saved, for people; undefined as long as it is. */
  readonly unsaved: string | undefined;
  /** Resolves once every change so far is on disk, or is known not to get there. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Keeps the objects over restarts; without it they live in memory alone. */
  journal?: Journal;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** How many changes of a kind a watch can resume over. */
  historyLength?: number;
}

/** What is handed to `create` and `update` belongs to the store from then on, and is frozen. */
export function createStore(options: StoreOptions = {}): ClusterStore {
  const { journal, now = Date.now, historyLength = 2000 } = options;
  const collections = new Map<GroupKind, Collection>();
  const owners = createOwners();
  const dispatcher = createDispatcher();
  let revision = journal?.revision ?? 0;
  const history = createHistory({ startsAt: revision, length: historyLength });
  for (const object of journal?.objects ?? []) {
    const loaded = freezeJson(object);
    collection(groupKindOf(loaded)).set(loaded);
    owners.replace(undefined, loaded);
  }

  function collection(kind: GroupKind): Collection {
    let found = collections.get(kind);
    if (!found) {
      found = createCollection(kind);
      collections.set(kind, found);
    }
    return found;
  }

  function commit(type: Change['type'], object: KubeObject, previous: KubeObject | undefined): void {
    const kind = groupKindOf(object);
    freezeJson(object);
    if (type === 'DELETED') collection(kind).delete(object);
    else collection(kind).set(object);
    owners.replace(previous, type === 'DELETED' ? undefined : object);
    const change: RecordedChange = { type, object, previous, revision };
    history.record(kind, change);
    journal?.append(change);
    dispatcher.dispatch(kind, change);
  }

  function removed(stored: KubeObject): void {
    revision += 1;
    const last = { ...stored, metadata: { ...stored.metadata, resourceVersion: String(revision) } };
    commit('DELETED', last, stored);
  }

  const store: ClusterStore = {
    get unsaved() {
      return journal?.problem;
    },
    get revision() {
      return revision;
    },
    kinds: () => [...collections.keys()],
    owned: (uid) => owners.owned(uid),
    get: <T extends KubeObject>(kind: GroupKind, namespace: string | undefined, name: string) =>
      collections.get(kind)?.get(namespace, name) as T | undefined,
    list<T extends KubeObject>(
      kind: GroupKind,
      query: { namespace?: string; labels?: Record<string, string> } = {},
    ) {
      const found: KubeObject[] = [];
      const wanted = Object.entries(query.labels ?? {});
      for (const object of collections.get(kind)?.list(query.namespace) ?? []) {
        const labels = object.metadata.labels ?? {};
        if (wanted.every(([key, value]) => labels[key] === value)) found.push(object);
      }
      return found as T[];
    },
    create(object) {
      const kind = groupKindOf(object);
      const { name, namespace } = object.metadata;
      if (collection(kind).get(namespace, name)) {
        throw new ApiError(409, 'AlreadyExists', `${kind} "${name}" already exists`, { name });
      }
      revision += 1;
      const created = {
        ...object,
        metadata: {
          ...object.metadata,
          uid: object.metadata.uid || randomUUID(),
          resourceVersion: String(revision),
          creationTimestamp: object.metadata.creationTimestamp || timestamp(now()),
          ...(countsGenerations(kind) ? { generation: 1 } : {}),
        },
      };
      commit('ADDED', created, undefined);
      return created;
    },
    update(object) {
      const kind = groupKindOf(object);
      const { name, namespace, resourceVersion } = object.metadata;
      const stored = collection(kind).get(namespace, name);
      if (!stored) throw new ApiError(404, 'NotFound', `${kind} "${name}" not found`, { name });
      if (resourceVersion && resourceVersion !== stored.metadata.resourceVersion) throw conflict(kind, name);
      const updated = settled(object, stored);
      if (equalJson(updated, stored)) return stored as typeof object;
      if (
        updated.metadata.deletionTimestamp &&
        !updated.metadata.finalizers?.length &&
        stored.metadata.finalizers?.length
      ) {
        // A pod that is still ending is the kubelet's to remove, finalizers or not.
        if (!updated.metadata.deletionGracePeriodSeconds) {
          removed(stored);
          return updated;
        }
      }
      revision += 1;
      updated.metadata.resourceVersion = String(revision);
      commit('MODIFIED', updated, stored);
      return updated;
    },
    mutate<T extends KubeObject>(
      kind: GroupKind,
      namespace: string | undefined,
      name: string,
      change: (draft: T) => void,
    ) {
      const stored = collections.get(kind)?.get(namespace, name);
      if (!stored) return undefined;
      const draft = copyJson(stored) as T;
      change(draft);
      return store.update(draft);
    },
    remove(kind, namespace, name) {
      const stored = collections.get(kind)?.get(namespace, name);
      if (stored) removed(stored);
    },
    subscribe: (kind, listener) => dispatcher.subscribe(kind, listener),
    watch: (kind, listener) => dispatcher.subscribe(kind, listener),
    changesSince: (kind, since) => history.since(kind, since),
    flush: async () => journal?.flush(),
    close: async () => journal?.close(),
  };
  return store;
}

/** What an update may not change stays; the generation counts changes of what is wanted, not of what is observed. */
function settled<T extends KubeObject>(object: T, stored: KubeObject): T {
  const { uid, creationTimestamp, resourceVersion, generation } = stored.metadata;
  const metadata = { ...object.metadata, uid, creationTimestamp, resourceVersion };
  if (generation !== undefined) {
    metadata.generation = equalJson(wanted(object), wanted(stored)) ? generation : generation + 1;
  }
  return { ...object, metadata };
}

function wanted(object: KubeObject): unknown {
  const { metadata, status, ...rest } = object as KubeObject & { status?: unknown };
  return { ...rest, ending: metadata.deletionTimestamp !== undefined };
}

function conflict(kind: GroupKind, name: string): ApiError {
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${kind} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    { name },
  );
}

/** RFC 3339 without fractions, as metav1.Time. */
export function timestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
