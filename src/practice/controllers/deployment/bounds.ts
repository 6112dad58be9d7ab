import type { Deployment } from '../../objects.ts';
import { resolveShare } from '../rounding.ts';

/** How far a rolling update may go above and below the wanted number of replicas. */
export interface Bounds {
  surge: number;
  unavailable: number;
}

export function bounds({ spec }: Deployment): Bounds {
  if (spec.strategy?.type === 'Recreate') return { surge: 0, unavailable: 0 };
  const replicas = spec.replicas ?? 1;
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy?.rollingUpdate ?? {};
  const surge = resolveShare(maxSurge, replicas, Math.ceil);
  const unavailable = Math.min(resolveShare(maxUnavailable, replicas, Math.floor), replicas);
  // With neither, nothing could ever move.
  return surge === 0 && unavailable === 0
    ? { surge, unavailable: Math.min(1, replicas) }
    : { surge, unavailable };
}

export function maxReplicas(deployment: Deployment): number {
  return (deployment.spec.replicas ?? 1) + bounds(deployment).surge;
}
