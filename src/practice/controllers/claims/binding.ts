import type { PersistentVolume, PersistentVolumeClaim } from '../../objects.ts';
import { type ClusterStore, timestamp } from '../../store/store.ts';

const boundByController = 'pv.kubernetes.io/bound-by-controller';

/** Joins a claim and a volume. Who had named the other before keeps that when they part. */
export function bind(store: ClusterStore, claim: PersistentVolumeClaim, volume: PersistentVolume): void {
  const { namespace, name, uid } = claim.metadata;
  const bound = store.mutate<PersistentVolume>(
    'PersistentVolume',
    undefined,
    volume.metadata.name,
    (draft) => {
      if (!draft.spec.claimRef) annotate(draft, boundByController);
      draft.spec.claimRef = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        ...(namespace === undefined ? {} : { namespace }),
        resourceVersion: claim.metadata.resourceVersion,
        uid,
      };
      setPhase(draft, 'Bound');
    },
  );
  if (!bound) return;
  store.mutate<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name, (draft) => {
    if (draft.spec.volumeName === undefined) annotate(draft, boundByController);
    annotate(draft, 'pv.kubernetes.io/bind-completed');
    draft.spec.volumeName = volume.metadata.name;
    const { accessModes = [], capacity = {} } = bound.spec;
    draft.status = {
      ...draft.status,
      phase: 'Bound',
      accessModes: [...accessModes],
      capacity: { ...capacity },
    };
  });
}

export function setPhase(
  draft: PersistentVolume,
  phase: NonNullable<NonNullable<PersistentVolume['status']>['phase']>,
  message?: string,
): void {
  if (draft.status?.phase === phase) return;
  const lastPhaseTransitionTime = timestamp(Date.now());
  draft.status = { phase, lastPhaseTransitionTime, ...(message === undefined ? {} : { message }) };
}

function annotate({ metadata }: PersistentVolume | PersistentVolumeClaim, name: string): void {
  metadata.annotations = { ...metadata.annotations, [name]: 'yes' };
}
