import type { Deployment } from '../../objects.ts';

/** How far a rolling update may go above and below the wanted number of replicas. */
export interface Bounds {
  surge: number;
  unavailable: number;
}

export function bounds({ spec }: Deployment): Bounds {
  if (spec.strategy?.type === 'Recreate') return { surge: 0, unavailable: 0 };
  const replicas = spec.replicas ?? 1;
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy?.rollingUpdate ?? {};
  const surge = resolve(maxSurge, replicas, Math.ceil);
  const unavailable = Math.min(resolve(maxUnavailable, replicas, Math.floor), replicas);
  // With neither, nothing could ever move.
  return surge === 0 && unavailable === 0
    ? { surge, unavailable: Math.min(1, replicas) }
    : { surge, unavailable };
}

function resolve(value: number | string, replicas: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = Number(/^(\d+)%$/.exec(value)?.[1] ?? 0);
  return round((percent * replicas) / 100);
}

export function maxReplicas(deployment: Deployment): number {
  return (deployment.spec.replicas ?? 1) + bounds(deployment).surge;
}
