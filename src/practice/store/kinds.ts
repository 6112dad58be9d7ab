import type { GroupKind, KubeObject } from '../types.ts';

/** The group of an apiVersion; the core group is the empty string. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

export function groupKind(group: string, kind: string): GroupKind {
  return group === '' ? kind : `${group}/${kind}`;
}

export function groupKindOf(object: Pick<KubeObject, 'apiVersion' | 'kind'>): GroupKind {
  return groupKind(groupOf(object.apiVersion), object.kind);
}

/** Kinds whose `metadata.generation` counts the changes of their spec. */
const counted = new Set<GroupKind>([
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/Job',
  'batch/CronJob',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/NetworkPolicy',
  'policy/PodDisruptionBudget',
  'apiextensions.k8s.io/CustomResourceDefinition',
]);

/** Custom kinds count too: their groups are none of Kubernetes' own. */
export function countsGenerations(kind: GroupKind): boolean {
  if (counted.has(kind)) return true;
  const group = kind.includes('/') ? kind.slice(0, kind.indexOf('/')) : '';
  return group.includes('.') && !group.endsWith('.k8s.io');
}
