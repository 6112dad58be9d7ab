import type { Deployment, ReplicaSet } from '../../objects.ts';
import { bounds, maxReplicas } from './bounds.ts';
import { lastDesired } from './revisions.ts';

/** Sets and the numbers of replicas that they are to have. */
export type Scales = [set: ReplicaSet, replicas: number][];

const wanted = (set: ReplicaSet) => set.spec.replicas ?? 0;
const available = (set: ReplicaSet) => set.status?.availableReplicas ?? 0;
const sum = (sets: readonly ReplicaSet[], value: (set: ReplicaSet) => number) =>
  sets.reduce((total, set) => total + value(set), 0);

/** One step of a rolling update: as many new replicas as may be, then as few old ones. */
export function roll(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Scales {
  if (!current) return [];
  const replicas = deployment.spec.replicas ?? 1;
  const scales: Scales = [];
  const total = wanted(current) + sum(old, wanted);
  if (wanted(current) > replicas) scales.push([current, replicas]);
  else if (wanted(current) < replicas) {
    const room = Math.max(0, maxReplicas(deployment) - total);
    scales.push([current, wanted(current) + Math.min(room, replicas - wanted(current))]);
  }
  // What the step above changed is settled first: it decides how much is unavailable.
  if (scales.some(([set, count]) => count !== wanted(set))) return scales;
  return [...scales, ...shrinkOld(deployment, current, old)];
}

function shrinkOld(deployment: Deployment, current: ReplicaSet, old: readonly ReplicaSet[]): Scales {
  const replicas = deployment.spec.replicas ?? 1;
  const fewest = replicas - bounds(deployment).unavailable;
  const total = wanted(current) + sum(old, wanted);
  const unavailableNew = wanted(current) - available(current);
  let budget = total - fewest - unavailableNew;
  const counts = new Map(old.map((set) => [set, wanted(set)]));
  // Replicas that are not available anyway go first: they are nobody's loss.
  for (const set of old) {
    const take = Math.min(Math.max(0, budget), wanted(set) - Math.min(available(set), wanted(set)));
    counts.set(set, (counts.get(set) ?? 0) - take);
    budget -= take;
  }
  let spare = sum([current, ...old], available) - fewest;
  for (const set of old) {
    const take = Math.min(Math.max(0, spare), counts.get(set) ?? 0);
    counts.set(set, (counts.get(set) ?? 0) - take);
    spare -= take;
  }
  return [...counts].filter(([set, count]) => count !== wanted(set));
}

/** All old replicas go before the first new one comes. */
export function recreate(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
  oldPods: number,
): Scales {
  const running = old.filter((set) => wanted(set) > 0);
  if (running.length > 0) return running.map((set) => [set, 0]);
  if (oldPods > 0 || !current) return [];
  return [[current, deployment.spec.replicas ?? 1]];
}

/** The wanted number changed, or the rollout is paused: what is there grows or shrinks, each set by its share. */
export function proportionally(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Scales {
  const replicas = deployment.spec.replicas ?? 1;
  const sets = [...old, ...(current ? [current] : [])];
  const active = sets.filter((set) => wanted(set) > 0);
  const only = active.length === 1 ? active[0] : undefined;
  if (only) return [[only, replicas]];
  if (active.length === 0) return current ? [[current, replicas]] : [];
  const isSettled = current && wanted(current) === replicas && available(current) === replicas;
  if (isSettled) return active.filter((set) => set !== current).map((set) => [set, 0]);
  const total = sum(active, wanted);
  const allowed = replicas > 0 ? maxReplicas(deployment) : 0;
  let rest = allowed - total;
  const scales: Scales = [];
  const largestFirst = active.toSorted((left, right) => wanted(right) - wanted(left));
  for (const set of largestFirst) {
    const before = lastDesired(set) ?? replicas;
    const surge = allowed - replicas;
    const share = Math.round((wanted(set) * allowed) / Math.max(1, before + surge)) - wanted(set);
    const change =
      rest > 0 ? Math.min(Math.max(0, share), rest) : Math.max(Math.min(0, share), rest, -wanted(set));
    rest -= change;
    scales.push([set, wanted(set) + change]);
  }
  // What rounding left over goes to the largest.
  const [first] = scales;
  if (first) first[1] = Math.max(0, first[1] + rest);
  return scales;
}
