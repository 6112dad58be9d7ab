import type { Clock } from '../../base/clock.ts';
import { admitPod } from '../api/admission/pod.ts';
import { admitQuota } from '../api/admission/quota.ts';
import { applyDefaults } from '../api/defaults/defaults.ts';
import { randomSuffix } from '../api/names.ts';
import type { Pod, PodTemplate } from '../objects.ts';
import { copyJson } from '../store/json.ts';
import type { ClusterStore } from '../store/store.ts';
import type { KubeObject, OwnerReference } from '../types.ts';
import { remaining } from './elapsed.ts';

/** As a controller refers to itself in what it makes. */
export function ownerReference(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** A pod of `owner` from its template, not stored yet; its name is `prefix` and a random suffix. */
export function podFromTemplate(owner: KubeObject, template: PodTemplate, prefix: string): Pod {
  const { labels, annotations, finalizers } = copyJson(template.metadata ?? {});
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${prefix}${randomSuffix()}`,
      generateName: prefix,
      ...(owner.metadata.namespace === undefined ? {} : { namespace: owner.metadata.namespace }),
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ownerReferences: [ownerReference(owner)],
    },
    spec: copyJson(template.spec),
  };
}

/** Stores a new pod, as the API would take it from a client. @throws ApiError 403 */
export function createPod(store: ClusterStore, pod: Pod): Pod {
  applyDefaults(pod);
  admitPod({ store }, pod, undefined);
  admitQuota(store, pod, undefined);
  return store.create(pod);
}

export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
}

/** Neither ended nor being deleted. */
export function isActive(pod: Pod): boolean {
  const { phase } = pod.status ?? {};
  return phase !== 'Succeeded' && phase !== 'Failed' && !pod.metadata.deletionTimestamp;
}

/** Milliseconds until the pod has been ready for long enough; 0 when it has, undefined while it is not ready. */
export function availableIn(pod: Pod, minReadySeconds: number, clock: Clock): number | undefined {
  if (!isReady(pod)) return undefined;
  if (minReadySeconds === 0) return 0;
  const since = pod.status?.conditions?.find((one) => one.type === 'Ready')?.lastTransitionTime;
  return remaining(clock, since ?? '', minReadySeconds * 1000);
}
