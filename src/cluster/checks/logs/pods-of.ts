import type { KubeObject } from '../../api/objects.ts';
import { placeOf } from '../../api/query.ts';
import { objectName } from '../../api/resources.ts';
import type { Session } from '../../api/session.ts';
import { watchObjects } from '../../api/watch.ts';
import type { Investigation } from '../../diagnosis/investigation.ts';
import { missingInvestigation } from '../../diagnosis/missing.ts';
import { labelsText, type Pod, type Selector, selectorText } from '../../diagnosis/objects.ts';

export interface PodsListener {
  pods(pods: readonly Pod[], name: string, namespace: string | undefined): void;
  /** The workload, or the pod, is not there. */
  missing(object: string, investigation: Investigation): void;
  problem(error: unknown): void;
}

/** Watches the pods of `pods/NAME`, or those that a workload or Service selects. */
export function watchPodsOf(
  session: Session,
  target: string,
  namespace: string | undefined,
  listener: PodsListener,
  signal: AbortSignal,
): void {
  const [resource = '', name = ''] = target.split('/');
  let selected: string | undefined;
  let stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort(), { once: true });

  const follow = (selector: string, object: string, space: string | undefined) => {
    if (selector === selected) return;
    stop.abort();
    stop = new AbortController();
    selected = selector;
    const query = { resource: 'pods', namespace: space, selector };
    const pods = {
      found: ({ objects }: { objects: readonly KubeObject[] }) =>
        listener.pods(objects as readonly Pod[], object, space),
      problem: listener.problem,
    };
    watchObjects(session, query, pods, stop.signal);
  };

  watchObjects(
    session,
    { resource, namespace, name },
    {
      found(found) {
        const { type, objects } = found;
        const [object] = objects;
        const called = objectName(type, name);
        if (object === undefined) {
          stop.abort();
          selected = undefined;
          const place = placeOf({ resource, namespace }, type, found.namespace ?? 'default');
          listener.missing(called, missingInvestigation(type, name, place.namespace));
        } else if (type.kind === 'Pod') listener.pods([object as Pod], called, object.metadata.namespace);
        else follow(selectorOf(object), called, object.metadata.namespace);
      },
      problem: listener.problem,
    },
    signal,
  );
}

/** A Service's selector is a plain map, a workload's has rules. */
function selectorOf(object: KubeObject): string {
  const { selector = {} } = (object.spec ?? {}) as { selector?: Selector & Record<string, string> };
  return 'matchLabels' in selector || 'matchExpressions' in selector
    ? selectorText(selector)
    : labelsText(selector);
}
