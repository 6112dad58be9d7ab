import type { Reason } from '../../engine/reasons/reasons.ts';
import type { Pod, WarningEvent } from './objects.ts';
import { type LastLine, podCause } from './pod.ts';

/** The cause in the newest pod that has one for certain; else in one that is perhaps only starting. */
export function causeInPods(
  pods: readonly Pod[],
  events: readonly WarningEvent[],
  lastLine: LastLine,
): Reason | undefined {
  const causes = newestFirst(pods).flatMap((pod) => podCause(pod, events, lastLine) ?? []);
  return (causes.find((cause) => !cause.passing) ?? causes[0])?.reason;
}

/** By name among those of one second, so that the same pod is named each time. */
function newestFirst(pods: readonly Pod[]): Pod[] {
  const key = ({ metadata }: Pod) => metadata.creationTimestamp ?? '';
  return [...pods].sort((a, b) => {
    if (key(a) !== key(b)) return key(a) < key(b) ? 1 : -1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
}
