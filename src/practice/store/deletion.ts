import type { Namespace, Pod } from '../objects.ts';
import type { GroupKind, KubeObject } from '../types.ts';
import { groupKindOf } from './kinds.ts';
import { type ClusterStore, timestamp } from './store.ts';

export interface DeleteOptions {
  gracePeriodSeconds?: number;
  /** Default: Background. */
  propagationPolicy?: string;
}

/** Its objects go before it does. */
const definition: GroupKind = 'apiextensions.k8s.io/CustomResourceDefinition';

const byPolicy: Record<string, string> = { Foreground: 'foregroundDeletion', Orphan: 'orphan' };

/**
 * Asks for an object to go. It goes at once unless something has to happen before: a pod on a node is ended by its
 * kubelet, a finalizer waits for its controller. Returns what is left of it, or undefined.
 */
export function deleteObject(
  store: ClusterStore,
  object: KubeObject,
  now: number,
  options: DeleteOptions = {},
): KubeObject | undefined {
  const kind = groupKindOf(object);
  const { namespace, name } = object.metadata;
  const finalizers = new Set(object.metadata.finalizers);
  const wanted = byPolicy[options.propagationPolicy ?? ''];
  if (wanted) finalizers.add(wanted);
  if (kind === definition) finalizers.add('customresourcecleanup.apiextensions.k8s.io');
  const grace = gracePeriod(object, options.gracePeriodSeconds);
  if (grace === 0 && finalizers.size === 0 && !holdsContents(object)) {
    store.remove(kind, namespace, name);
    return undefined;
  }
  return store.mutate(kind, namespace, name, (draft) => {
    const { metadata } = draft;
    const earlier = metadata.deletionTimestamp;
    // A later request may shorten the grace period, never lengthen it.
    if (!earlier || (metadata.deletionGracePeriodSeconds ?? 0) > grace) {
      metadata.deletionTimestamp = timestamp(now + grace * 1000);
      metadata.deletionGracePeriodSeconds = grace;
    }
    if (finalizers.size > 0) metadata.finalizers = [...finalizers];
    if (holdsContents(object))
      (draft as Namespace).status = { ...(draft as Namespace).status, phase: 'Terminating' };
  });
}

/** A namespace goes once its controller has emptied it. */
function holdsContents(object: KubeObject): boolean {
  return groupKindOf(object) === 'Namespace' && ((object as Namespace).spec?.finalizers?.length ?? 0) > 0;
}

/** Seconds that a kubelet gives the object's containers to end; 0 where there is none to wait for. */
function gracePeriod(object: KubeObject, asked: number | undefined): number {
  if (groupKindOf(object) !== 'Pod') return 0;
  const pod = object as Pod;
  if (!pod.spec.nodeName) return 0;
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return 0;
  return Math.max(0, asked ?? pod.spec.terminationGracePeriodSeconds ?? 30);
}
