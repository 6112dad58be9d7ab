import { claimProtection } from '../../api/admission/storage.ts';
import type { PersistentVolumeClaim, Pod } from '../../objects.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, keyOf } from '../keys.ts';
import { dropFinalizer } from './finalizers.ts';
import { claimNames } from './objects.ts';

/** Lets claims go that are to be deleted, as soon as no pod on a node uses them; ended pods count. */
export const claimProtector: ControllerDefinition = { name: 'pvc-protection-controller', create };

const kind = 'PersistentVolumeClaim';

function create({ store }: ControllerContext): Controller {
  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const claim = store.get<PersistentVolumeClaim>(kind, namespace, name);
    if (!claim?.metadata.deletionTimestamp) return;
    const pods = store.list<Pod>('Pod', namespace === undefined ? {} : { namespace });
    const isUsed = pods.some((pod) => pod.spec.nodeName && claimNames(pod).includes(name));
    if (!isUsed) dropFinalizer(store, claim, claimProtection);
  }

  return {
    watches: {
      [kind]: ({ object }) => (object.metadata.deletionTimestamp ? [keyOf(object)] : []),
      Pod: ({ type, object }) =>
        type === 'DELETED'
          ? claimNames(object as Pod).map((name) => `${object.metadata.namespace}/${name}`)
          : [],
    },
    sync,
  };
}
