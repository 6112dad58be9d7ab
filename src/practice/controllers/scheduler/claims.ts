import type { PersistentVolumeClaim, Pod } from '../../objects.ts';
import type { ClusterStore } from '../../store/store.ts';
import { claimNames, classOf, isBound, waitsForConsumer } from '../claims/objects.ts';

/** Why a pod has to wait for its volumes wherever it would go; undefined when it need not. */
export function claimFault(store: ClusterStore, pod: Pod): string | undefined {
  const names = claimNames(pod);
  const claims: PersistentVolumeClaim[] = [];
  for (const name of names) {
    const claim = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', pod.metadata.namespace, name);
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    claims.push(claim);
  }
  const lost = claims.find(({ status }) => status?.phase === 'Lost');
  if (lost)
    return `persistentvolumeclaim "${lost.metadata.name}" bound to non-existent persistentvolume "${lost.spec.volumeName}"`;
  if (unbound(store, pod).some((claim) => !waitsForConsumer(store, claim)))
    return 'pod has unbound immediate PersistentVolumeClaims';
  return undefined;
}

/** Why no node has a volume for a claim that waited for this pod. */
export function volumeFault(store: ClusterStore, pod: Pod): string | undefined {
  const isStatic = unbound(store, pod).some(
    (claim) => classOf(store, claim)?.provisioner === 'kubernetes.io/no-provisioner',
  );
  return isStatic ? "node(s) didn't find available persistent volumes to bind" : undefined;
}

export function awaitsVolumes(store: ClusterStore, pod: Pod): boolean {
  return unbound(store, pod).length > 0;
}

function unbound(store: ClusterStore, pod: Pod): PersistentVolumeClaim[] {
  return claimNames(pod).flatMap((name) => {
    const claim = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', pod.metadata.namespace, name);
    return claim && !isBound(claim) ? [claim] : [];
  });
}
