import type { Pod } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself } from '../keys.ts';

/** Removes the pods of nodes that are no longer there: nobody else will. */
export const orphanedPodController: ControllerDefinition = { name: 'pod-garbage-collector', create };

/** A node may come back, and a pod may be there before the node that it names. */
const quarantine = 40_000;

function create({ store, clock, again }: ControllerContext): Controller {
  /** Nodes that were missed, and since when. */
  const missed = new Map<string, number>();

  function sync(key: string): void {
    const { name } = fromKey(key);
    const pods = store.list<Pod>('Pod').filter(({ spec }) => spec.nodeName === name);
    if (pods.length === 0 || store.get('Node', undefined, name)) {
      missed.delete(name);
      return;
    }
    const since = missed.get(name) ?? clock.now();
    missed.set(name, since);
    const left = quarantine - (clock.now() - since) * clock.speed;
    if (left > 0) again(key, left);
    else for (const pod of pods) deleteObject(store, pod, clock.now(), { gracePeriodSeconds: 0 });
  }

  return {
    watches: {
      Node: (change) => (change.type === 'DELETED' ? itself(change) : []),
      Pod: ({ type, object }) => {
        const { nodeName } = (object as Pod).spec;
        const isOrphan = type !== 'DELETED' && nodeName && !store.get('Node', undefined, nodeName);
        return isOrphan ? [`/${nodeName}`] : [];
      },
    },
    sync,
  };
}
