import type { WarningEvent } from '../diagnosis/objects.ts';

/** What happened to an object, as often as it did. */
export interface LiveEvent {
  /** The last time, wall time, ISO 8601. */
  readonly at: string;
  readonly warning: boolean;
  /** The cluster's word for it: Scheduled, BackOff. */
  readonly reason: string;
  readonly message: string;
  readonly times: number;
  /** `pod web-5d4f` */
  readonly about: string;
}

/** How events are counted: in one field, or by those that write the newer kind in another. */
interface Counted extends WarningEvent {
  readonly count?: number | null;
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string } | null;
}

/** The events of some objects, the oldest first. */
export function eventsAbout(events: readonly WarningEvent[], uids: ReadonlySet<string>): LiveEvent[] {
  return events
    .filter(({ involvedObject }) => uids.has(involvedObject.uid ?? ''))
    .map((event) => liveEvent(event))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function liveEvent(event: Counted): LiveEvent {
  const { metadata, involvedObject, series, lastTimestamp, eventTime } = event;
  return {
    at: series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '',
    warning: event.type === 'Warning',
    reason: event.reason ?? '',
    message: event.message ?? '',
    times: event.count ?? series?.count ?? 1,
    about: `${(involvedObject.kind ?? '').toLowerCase()} ${involvedObject.name ?? ''}`,
  };
}
