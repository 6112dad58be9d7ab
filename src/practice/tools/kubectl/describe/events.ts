import { resourcePath } from '../api/discovery.ts';
import { type KubeObject, numberAt, textAt } from '../api/objects.ts';
import { StatusError } from '../errors.ts';
import { fetchList } from '../resources/selection.ts';
import type { Session } from '../session.ts';
import { ago } from '../values/duration.ts';
import type { Description } from './writer.ts';

export interface EventSource {
  name: string;
  namespace: string;
  kind?: string;
  uid?: string;
}

/** The events about an object, oldest first; none where they cannot be had. */
export async function eventsAbout(
  session: Session,
  { name, namespace, kind, uid }: EventSource,
): Promise<KubeObject[]> {
  const fields = [
    `involvedObject.name=${name}`,
    `involvedObject.namespace=${namespace}`,
    ...(kind ? [`involvedObject.kind=${kind}`] : []),
    ...(uid ? [`involvedObject.uid=${uid}`] : []),
  ];
  const events = await session.discovery.resolve('events');
  try {
    const { items } = await fetchList(session, resourcePath(events, namespace || undefined), {
      fieldSelector: fields.join(','),
    });
    return items;
  } catch (error) {
    if (error instanceof StatusError) return [];
    throw error;
  }
}

export const eventsOf = (session: Session, object: KubeObject): Promise<KubeObject[]> =>
  eventsAbout(session, {
    name: object.metadata?.name ?? '',
    namespace: object.metadata?.namespace ?? '',
    ...(object.kind ? { kind: object.kind } : {}),
    ...(object.metadata?.uid ? { uid: object.metadata.uid } : {}),
  });

/** `Events:`; undefined where they are not wanted. */
export function describeEvents(w: Description, events: readonly KubeObject[] | undefined): void {
  if (!events) return;
  if (events.length === 0) {
    w.line(0, 'Events:', '<none>');
    return;
  }
  w.line(0, 'Events:');
  w.line(1, 'Type', 'Reason', 'Age', 'From', 'Message');
  w.line(1, '----', '------', '----', '----', '-------');
  const last = (event: KubeObject) => textAt(event, 'lastTimestamp');
  for (const event of [...events].sort((a, b) => (last(a) < last(b) ? -1 : last(a) > last(b) ? 1 : 0))) {
    const source = textAt(event, 'source', 'component') || textAt(event, 'reportingComponent');
    w.line(
      1,
      textAt(event, 'type'),
      textAt(event, 'reason'),
      interval(event),
      source,
      textAt(event, 'message').trim(),
    );
  }
}

/** `5s`, or `5s (x3 over 2m)` where it happened again. */
function interval(event: KubeObject): string {
  const first = ago(textAt(event, 'eventTime') || textAt(event, 'firstTimestamp'));
  if (event.series) {
    return `${ago(textAt(event, 'series', 'lastObservedTime'))} (x${textAt(event, 'series', 'count')} over ${first})`;
  }
  const count = numberAt(event, 'count');
  return count > 1 ? `${ago(textAt(event, 'lastTimestamp'))} (x${count} over ${first})` : first;
}
