import { groupKindOf } from '../../store/kinds.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';

export function dropFinalizer(store: ClusterStore, object: KubeObject, finalizer: string): void {
  const { namespace, name } = object.metadata;
  store.mutate(groupKindOf(object), namespace, name, ({ metadata }) => {
    const others = (metadata.finalizers ?? []).filter((one) => one !== finalizer);
    if (others.length > 0) metadata.finalizers = others;
    else delete metadata.finalizers;
  });
}
