import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../objects.ts';
import type { RecordedChange } from '../../store/history.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { fromKey, itself, keyOf } from '../keys.ts';
import { createBinder } from './binder.ts';
import { claimNames } from './objects.ts';
import { ensureDefaultClass } from './provisioner.ts';
import { createVolumeKeeper } from './volumes.ts';

/** Claims and volumes: who belongs to whom, and what becomes of a volume that nobody claims any more. */
export const persistentVolumeController: ControllerDefinition = {
  name: 'persistentvolume-controller',
  create,
};

function create(context: ControllerContext): Controller {
  const { store } = context;
  ensureDefaultClass(store);
  const give = createBinder(context);
  const keep = createVolumeKeeper(context);

  /** Claims that a new volume, or a new class, may be for. */
  function waiting(): string[] {
    const claims = store.list<PersistentVolumeClaim>('PersistentVolumeClaim');
    return claims.filter(({ status }) => status?.phase !== 'Bound').map(keyOf);
  }

  return {
    watches: {
      PersistentVolumeClaim: ({ type, object }) => {
        const { volumeName } = (object as PersistentVolumeClaim).spec;
        return type === 'DELETED' ? (volumeName ? [`/${volumeName}`] : []) : [keyOf(object)];
      },
      PersistentVolume: (change) => [...itself(change), ...claimedBy(change), ...waiting()],
      'storage.k8s.io/StorageClass': waiting,
      Pod: consumed,
    },
    sync(key) {
      const { namespace, name } = fromKey(key);
      if (namespace === undefined) keep(name);
      else give(namespace, name);
    },
  };
}

function claimedBy({ object }: RecordedChange): string[] {
  const { claimRef } = (object as PersistentVolume).spec;
  return claimRef?.name ? [`${claimRef.namespace}/${claimRef.name}`] : [];
}

/** A pod that is new may be what its claims wait for. */
function consumed({ type, object }: RecordedChange): string[] {
  if (type !== 'ADDED') return [];
  return claimNames(object as Pod).map((name) => `${object.metadata.namespace}/${name}`);
}
