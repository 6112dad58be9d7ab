import type { KubeObject } from '../api/objects.ts';
import type { Pod } from '../diagnosis/objects.ts';
import type { LiveNode } from './node.ts';
import { podState } from './pod-state.ts';
import { placeServices } from './services.ts';
import type { LiveKind, Sight } from './sight.ts';
import { type Counted, isInUse, revisionOf, workloadNode } from './workload.ts';

/** In this order they stand below one another. */
const order: readonly LiveKind[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'ReplicaSet',
  'Pod',
  'Service',
];

/** What there is as a picture: each object below the one that controls it, each Service beside what it leads to. */
export function treeOf(sight: Sight): LiveNode[] {
  const present = new Set<string>();
  const owned = new Map<string, [LiveKind, KubeObject][]>();
  for (const objects of sight.objects.values())
    for (const { metadata } of objects) present.add(metadata.uid ?? '');
  for (const kind of order) {
    if (kind === 'Service') continue;
    for (const object of sight.objects.get(kind) ?? []) {
      const owner = object.metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;
      // Whose owner cannot be seen stands for itself.
      const place = owner !== undefined && present.has(owner) ? owner : '';
      owned.set(place, [...(owned.get(place) ?? []), [kind, object]]);
    }
  }
  const below = (uid: string): LiveNode[] =>
    (owned.get(uid) ?? []).map(([kind, object]) => nodeOf(kind, object, below(object.metadata.uid ?? '-')));
  const roots = (owned.get('') ?? [])
    .map(([kind, object]) => nodeOf(kind, object, below(object.metadata.uid ?? '-')))
    // An old revision's set that its Deployment left behind, or that belongs to nobody, has nothing to show.
    .filter(({ kind, object, children }) => kind !== 'ReplicaSet' || isInUse(object as Counted, children));
  return placeServices(sight.objects.get('Service') ?? [], sight.objects.get('Pod') ?? [], roots);
}

function nodeOf(kind: LiveKind, object: KubeObject, children: LiveNode[]): LiveNode {
  const { name, uid } = object.metadata;
  const base = { key: uid ?? `${kind}/${name}`, kind, name, object };
  if (kind === 'Pod') {
    const state = podState(object as Pod);
    return { ...base, health: state.health, state: { is: 'pod', ...state }, children: [] };
  }
  return workloadNode(base, object as Counted, kind === 'Deployment' ? rollout(children) : byAge(children));
}

/**
 * A Deployment's ReplicaSets, as far as they have pods: while there are several, a rollout goes on, the new one first;
 * one alone says nothing that its Deployment does not, and its pods stand in its place.
 */
function rollout(sets: readonly LiveNode[]): LiveNode[] {
  const inUse = sets.filter(({ object, children }) => isInUse(object as Counted, children));
  if (inUse.length <= 1) return inUse.flatMap(({ children }) => children);
  const newest = Math.max(...sets.map(({ object }) => revisionOf(object)));
  return inUse
    .toSorted((a, b) => revisionOf(b.object) - revisionOf(a.object))
    .map((node) => {
      if (node.state.is !== 'workload') return node;
      const side = revisionOf(node.object) === newest ? 'new' : 'old';
      return { ...node, state: { ...node.state, side } };
    });
}

/** The oldest first: what comes, comes below. */
function byAge(nodes: readonly LiveNode[]): LiveNode[] {
  const born = ({ object }: LiveNode) => object.metadata.creationTimestamp ?? '';
  return nodes.toSorted((a, b) => {
    const [left, right] = [born(a) + a.name, born(b) + b.name];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
