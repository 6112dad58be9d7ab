import type { ControllerRevision, Pod, StatefulSet } from '../../objects.ts';
import { adoptPods, podsWithLabelsOf } from '../adoption.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { forgetOldest, revise } from '../controller-revisions.ts';
import { fromKey, itself, owner } from '../keys.ts';
import { createActions } from './actions.ts';
import { ordinalOf, revisionOfPod } from './identity.ts';
import { keepClaims } from './retention.ts';
import { reportStatus } from './status.ts';
import { replace, scale } from './steps.ts';

export const statefulSetController: ControllerDefinition = { name: 'statefulset-controller', create };

function create(context: ControllerContext): Controller {
  const { store, clock } = context;
  const actions = createActions(context);

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const set = store.get<StatefulSet>('apps/StatefulSet', namespace, name);
    if (!set) return;
    if (set.metadata.deletionTimestamp) return;
    const pods = numbered(set);
    const update = revise(store, set, (hash) => ({ 'controller.kubernetes.io/hash': hash }));
    const current = currentRevision(set) ?? update;
    keepClaims(store, set, pods);
    const isSettled = scale({ set, pods, current, update, actions, clock });
    if (isSettled) replace({ set, pods: numbered(set), current, update, actions, clock });
    reportStatus(context, key, numbered(set), current, update);
    const used = new Set([
      current.metadata.name,
      update.metadata.name,
      ...[...pods.values()].map(revisionOfPod),
    ]);
    forgetOldest(store, set, clock.now(), ({ metadata }) => used.has(metadata.name));
  }

  /** The pods of a set by their numbers. */
  function numbered(set: StatefulSet): Map<number, Pod> {
    const pods = adoptPods(store, set, () =>
      podsWithLabelsOf(store, set).filter((pod) => ordinalOf(set, pod) !== undefined),
    );
    const entries = pods.flatMap((pod): [number, Pod][] => {
      const ordinal = ordinalOf(set, pod);
      return ordinal === undefined ? [] : [[ordinal, pod]];
    });
    return new Map(entries.sort(([left], [right]) => left - right));
  }

  function currentRevision({ metadata, status }: StatefulSet): ControllerRevision | undefined {
    if (!status?.currentRevision) return undefined;
    return store.get('apps/ControllerRevision', metadata.namespace, status.currentRevision);
  }

  return {
    watches: { 'apps/StatefulSet': itself, Pod: owner('apps/StatefulSet') },
    sync,
  };
}
