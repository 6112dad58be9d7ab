import type { KubeObject } from '../api/objects.ts';
import type { WarningEvent } from './objects.ts';

/** The newest Warning about an object, of one of `reasons` if any are given. */
export function newestWarning(
  events: readonly WarningEvent[],
  object: KubeObject,
  reasons?: readonly string[],
): WarningEvent | undefined {
  let newest: WarningEvent | undefined;
  for (const event of events) {
    if (event.type !== 'Warning' || !isAbout(event, object)) continue;
    if (reasons !== undefined && !reasons.includes(event.reason ?? '')) continue;
    if (newest === undefined || timeOf(event) >= timeOf(newest)) newest = event;
  }
  return newest;
}

/** An object made anew under the same name has nothing to do with what happened to the old one. */
function isAbout({ involvedObject }: WarningEvent, { metadata }: KubeObject): boolean {
  if (involvedObject.uid !== undefined && metadata.uid !== undefined)
    return involvedObject.uid === metadata.uid;
  return involvedObject.name === metadata.name;
}

function timeOf({ lastTimestamp, eventTime, metadata }: WarningEvent): string {
  return lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
}
