import type { KubeEvent } from '../../objects.ts';
import type { KubeObject } from '../../types.ts';

/** An event as the group events.k8s.io names its fields. */
interface RegardingEvent extends KubeObject {
  regarding?: KubeEvent['involvedObject'];
  note?: string;
  deprecatedSource?: KubeEvent['source'];
  deprecatedFirstTimestamp?: string | null;
  deprecatedLastTimestamp?: string | null;
  deprecatedCount?: number;
  reportingController?: string;
}

export function toEventsGroup(event: KubeEvent): KubeObject {
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

export function fromEventsGroup(event: RegardingEvent): KubeObject {
  const {
    regarding = {},
    note,
    deprecatedSource = {},
    deprecatedFirstTimestamp = null,
    deprecatedLastTimestamp = null,
    deprecatedCount,
    reportingController,
    ...rest
  } = event;
  return {
    ...rest,
    apiVersion: 'v1',
    involvedObject: regarding,
    message: note,
    source: deprecatedSource,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    count: deprecatedCount,
    reportingComponent: reportingController,
  } as KubeObject;
}
