import type { LessonUses } from './lesson/uses.ts';

/** The cluster that a machine is examined for. */
export type SubjectCluster =
  | { readonly kind: 'practice' }
  | { readonly kind: 'minikube'; readonly profile: string }
  | { readonly kind: 'context'; readonly context: string };

/** What a machine is examined for: a lesson on a cluster. */
export interface Subject {
  readonly cluster: SubjectCluster;
  readonly uses: LessonUses;
  /** A registry that is to be asked first; `isKept`: runs know of it, too. */
  readonly mirror?: { readonly address: string; readonly isKept: boolean } | undefined;
}

/** Whether the learner's own Docker is used; the practice cluster brings an engine. */
export function usesDocker({ cluster, uses }: Subject): boolean {
  return cluster.kind === 'minikube' || (cluster.kind === 'context' && uses.docker);
}

/** The context of the learner's kubeconfig that the cluster is, or will be. */
export function contextOf(cluster: SubjectCluster): string | undefined {
  if (cluster.kind === 'practice') return undefined;
  return cluster.kind === 'minikube' ? cluster.profile : cluster.context;
}
