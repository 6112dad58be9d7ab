import type { KubeObject } from '../types.ts';

/** Which objects name an owner, by its uid: what garbage collection and every controller with children asks. */
export interface Owners {
  replace(before: KubeObject | undefined, after: KubeObject | undefined): void;
  owned(uid: string): KubeObject[];
}

export function createOwners(): Owners {
  const byOwner = new Map<string, Map<string, KubeObject>>();
  return {
    replace(before, after) {
      for (const owner of before?.metadata.ownerReferences ?? []) {
        const owned = byOwner.get(owner.uid);
        owned?.delete(before?.metadata.uid ?? '');
        if (owned?.size === 0) byOwner.delete(owner.uid);
      }
      if (!after) return;
      for (const owner of after.metadata.ownerReferences ?? []) {
        let owned = byOwner.get(owner.uid);
        if (!owned) {
          owned = new Map();
          byOwner.set(owner.uid, owned);
        }
        owned.set(after.metadata.uid, after);
      }
    },
    owned: (uid) => [...(byOwner.get(uid)?.values() ?? [])],
  };
}
