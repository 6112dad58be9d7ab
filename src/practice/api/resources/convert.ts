import type { KubeEvent } from '../../objects.ts';
import { groupOf } from '../../store/kinds.ts';
import type { KubeObject } from '../../types.ts';
import { apiVersionOf, type Resource } from './resource.ts';

/** An object as `resource` serves it: events are stored as the core group's and also served by events.k8s.io. */
export function convert(object: KubeObject, resource: Resource): KubeObject {
  if (object.apiVersion === apiVersionOf(resource)) return object;
  if (object.kind === 'Event' && resource.group === 'events.k8s.io')
    return toEventsGroup(object as KubeEvent);
  if (object.kind === 'Event' && groupOf(object.apiVersion) === 'events.k8s.io')
    return fromEventsGroup(object);
  return { ...object, apiVersion: apiVersionOf(resource) };
}

interface NewEvent extends KubeObject {
  regarding?: KubeEvent['involvedObject'];
  note?: string;
  deprecatedSource?: KubeEvent['source'];
  deprecatedFirstTimestamp?: string | null;
  deprecatedLastTimestamp?: string | null;
  deprecatedCount?: number;
  reportingController?: string;
}

function toEventsGroup(event: KubeEvent): KubeObject {
  const {
    involvedObject,
    message,
    source,
    firstTimestamp,
    lastTimestamp,
    count,
    reportingComponent,
    ...rest
  } = event;
  return {
    ...rest,
    apiVersion: 'events.k8s.io/v1',
    regarding: involvedObject,
    note: message,
    deprecatedSource: source,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedCount: count,
    reportingController: reportingComponent ?? source?.component,
  } as KubeObject;
}

function fromEventsGroup(object: KubeObject): KubeObject {
  const {
    regarding,
    note,
    deprecatedSource,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedCount,
    reportingController,
    ...rest
  } = object as NewEvent;
  return {
    ...rest,
    apiVersion: 'v1',
    involvedObject: regarding ?? {},
    message: note,
    source: deprecatedSource ?? {},
    firstTimestamp: deprecatedFirstTimestamp ?? null,
    lastTimestamp: deprecatedLastTimestamp ?? null,
    count: deprecatedCount,
    reportingComponent: reportingController,
  } as KubeObject;
}
