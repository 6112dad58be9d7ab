import { deleteObject } from '../store/deletion.ts';
import { groupKind, groupKindOf, groupOf } from '../store/kinds.ts';
import type { KubeObject, OwnerReference } from '../types.ts';
import type { Controller, ControllerContext, ControllerDefinition } from './controller.ts';

/**
 * What belongs to an object goes with it: after it (background), before it (foreground), or stays without an owner
 * (orphan). The foreground and orphan policies hold the owner by a finalizer until that is done.
 */
export const garbageCollector: ControllerDefinition = { name: 'garbage-collector-controller', create };

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

function create({ store, clock }: ControllerContext): Controller {
  /** `gone UID`, `ending KIND NAMESPACE NAME` or `check KIND NAMESPACE NAME`. */
  function sync(key: string): void {
    const [what, ...rest] = key.split(' ');
    if (what === 'gone') {
      for (const object of store.owned(rest[0] ?? '')) collect(object);
      return;
    }
    const [kind = '', namespace = '', name = ''] = rest;
    const object = store.get(kind, namespace || undefined, name);
    if (!object) return;
    if (what === 'check') collect(object);
    else if (object.metadata.finalizers?.includes(orphan)) orphanDependents(object);
    else if (object.metadata.finalizers?.includes(foreground)) deleteDependents(object);
  }

  /** Deletes `object` if none of its owners is left; forgets the lost ones if some are. */
  function collect(object: KubeObject): void {
    const references = object.metadata.ownerReferences ?? [];
    const left = references.filter((reference) => exists(reference, object));
    if (references.length === 0 || left.length === references.length) return;
    if (left.length > 0) setOwners(object, left);
    else if (!object.metadata.deletionTimestamp)
      deleteObject(store, object, clock.now(), { propagationPolicy: 'Background' });
  }

  function exists(reference: OwnerReference, object: KubeObject): boolean {
    const kind = groupKind(groupOf(reference.apiVersion), reference.kind);
    const { namespace } = object.metadata;
    const owner = store.get(kind, namespace, reference.name) ?? store.get(kind, undefined, reference.name);
    return owner?.metadata.uid === reference.uid;
  }

  function setOwners(object: KubeObject, owners: OwnerReference[]): void {
    store.mutate(groupKindOf(object), object.metadata.namespace, object.metadata.name, (draft) => {
      if (owners.length > 0) draft.metadata.ownerReferences = owners;
      else delete draft.metadata.ownerReferences;
    });
  }

  function orphanDependents(owner: KubeObject): void {
    const { uid } = owner.metadata;
    for (const object of store.owned(uid)) {
      setOwners(
        object,
        (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== uid),
      );
    }
    dropFinalizer(owner, orphan);
  }

  function deleteDependents(owner: KubeObject): void {
    const { uid } = owner.metadata;
    const dependents = store.owned(uid);
    for (const object of dependents) {
      if (!object.metadata.deletionTimestamp) {
        deleteObject(store, object, clock.now(), { propagationPolicy: 'Foreground' });
      }
    }
    const blocking = store
      .owned(uid)
      .some((object) =>
        object.metadata.ownerReferences?.some((one) => one.uid === uid && one.blockOwnerDeletion),
      );
    if (!blocking) dropFinalizer(owner, foreground);
  }

  function dropFinalizer(object: KubeObject, finalizer: string): void {
    store.mutate(groupKindOf(object), object.metadata.namespace, object.metadata.name, (draft) => {
      const others = (draft.metadata.finalizers ?? []).filter((one) => one !== finalizer);
      if (others.length > 0) draft.metadata.finalizers = others;
      else delete draft.metadata.finalizers;
    });
  }

  return {
    watches: {
      '*': ({ type, object, previous }) => {
        const { metadata } = object;
        const place = `${groupKindOf(object)} ${metadata.namespace ?? ''} ${metadata.name}`;
        const keys: string[] = [];
        if (type === 'DELETED') {
          keys.push(`gone ${metadata.uid}`);
          // An owner that waits for this one to be gone.
          for (const reference of metadata.ownerReferences ?? []) {
            const kind = groupKind(groupOf(reference.apiVersion), reference.kind);
            if (reference.blockOwnerDeletion)
              keys.push(`ending ${kind} ${metadata.namespace ?? ''} ${reference.name}`);
          }
          return keys;
        }
        const finalizers = metadata.finalizers ?? [];
        if (metadata.deletionTimestamp && (finalizers.includes(foreground) || finalizers.includes(orphan))) {
          keys.push(`ending ${place}`);
        }
        if (metadata.ownerReferences && metadata.ownerReferences !== previous?.metadata.ownerReferences) {
          keys.push(`check ${place}`);
        }
        return keys;
      },
    },
    sync,
  };
}
