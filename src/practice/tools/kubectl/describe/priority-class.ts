import { type KubeObject, nameOf, textAt } from '../api/objects.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import { plainSelector } from './metadata.ts';
import type { Description } from './writer.ts';

export async function describePriorityClass(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  w.line(0, 'Name:', nameOf(object));
  w.line(0, 'Value:', textAt(object, 'value') || '0');
  w.line(0, 'GlobalDefault:', object.globalDefault === true);
  w.line(0, 'PreemptionPolicy:', textAt(object, 'preemptionPolicy'));
  w.line(0, 'Description:', textAt(object, 'description'));
  w.line(0, 'Annotations:', plainSelector(object.metadata?.annotations));
  if (withEvents) describeEvents(w, await eventsOf(session, object));
}
