import type { KubeEvent, ObjectReference } from '../objects.ts';
import { timestamp } from '../store/store.ts';
import type { KubeObject, Store } from '../types.ts';

export interface EventInput {
  /** What it is about. */
  object: KubeObject;
  /** The part of the object, such as `spec.containers{nginx}`. */
  fieldPath?: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  source: { component: string; host?: string };
}

/** The latest event of each kind of occurrence, by store: the same thing again counts up instead of piling up. */
const latest = new WeakMap<Store, Map<string, string>>();
/** Nanoseconds since the epoch of the newest event's name; names sort as their events happened. */
let newest = 0n;
/** As a real cluster: events are gone after an hour. */
const lifetime = 3_600_000;
/** How many occurrences are remembered before those of expired events are looked for. */
const remembered = 500;

export function recordEvent(store: Store, input: EventInput): void {
  const known = latest.get(store) ?? new Map<string, string>();
  latest.set(store, known);
  const { object, fieldPath = '', type, reason, message, source } = input;
  const key = [object.metadata.uid, fieldPath, type, reason, message, source.component, source.host].join(
    '\n',
  );
  const namespace = object.metadata.namespace ?? 'default';
  const now = timestamp(Date.now());
  const counted = store.mutate<KubeEvent>('Event', namespace, known.get(key) ?? '', (event) => {
    event.count = (event.count ?? 1) + 1;
    event.lastTimestamp = now;
  });
  if (counted) return;
  const created = store.create(newEvent(input, namespace, now));
  known.set(key, created.metadata.name);
  if (known.size > remembered) expire(store, known);
}

function newEvent(
  { object, fieldPath, type, reason, message, source }: EventInput,
  namespace: string,
  now: string,
) {
  const next = BigInt(Date.now()) * 1_000_000n;
  newest = next > newest ? next : newest + 1n;
  const { name, uid, resourceVersion } = object.metadata;
  const involvedObject: ObjectReference = {
    kind: object.kind,
    ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
    name,
    uid,
    apiVersion: object.apiVersion,
    resourceVersion,
    ...(fieldPath ? { fieldPath } : {}),
  };
  const event: KubeEvent = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${name}.${newest.toString(16)}`,
      namespace,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
    },
    involvedObject,
    reason,
    message,
    source,
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type,
    eventTime: null,
    reportingComponent: source.component,
    reportingInstance: source.host ?? '',
  };
  return event;
}

function expire(store: Store, known: Map<string, string>): void {
  known.clear();
  const oldest = Date.now() - lifetime;
  for (const { metadata, lastTimestamp } of store.list<KubeEvent>('Event')) {
    if (Date.parse(lastTimestamp ?? metadata.creationTimestamp) < oldest) {
      store.remove('Event', metadata.namespace, metadata.name);
    }
  }
}
