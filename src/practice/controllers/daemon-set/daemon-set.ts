import type { DaemonSet, Node, Pod } from '../../objects.ts';
import { deleteObject } from '../../store/deletion.ts';
import { adoptPods, podsWithLabelsOf } from '../adoption.ts';
import type { Controller, ControllerContext, ControllerDefinition } from '../controller.ts';
import { forgetOldest, revise } from '../controller-revisions.ts';
import { fromKey, itself, keyOf, owner } from '../keys.ts';
import { createPod } from '../pods.ts';
import { generationAnnotation, hashLabel, newPod, nodeOf, placement } from './placement.ts';
import { planUpdate } from './rolling-update.ts';
import { reportStatus } from './status.ts';

export const daemonSetController: ControllerDefinition = { name: 'daemonset-controller', create };

const kind = 'apps/DaemonSet';

function create(context: ControllerContext): Controller {
  const { store, clock } = context;

  function sync(key: string): void {
    const { namespace, name } = fromKey(key);
    const found = store.get<DaemonSet>(kind, namespace, name);
    if (!found || found.metadata.deletionTimestamp) return;
    const revision = revise(store, found, (hash) => ({ [hashLabel]: hash }));
    const hash = revision.metadata.labels?.[hashLabel] ?? '';
    const set = numbered(found, revision.revision);
    const nodes = store.list<Node>('Node');
    place(set, nodes, hash);
    if (set.spec.updateStrategy?.type !== 'OnDelete') update(set, nodes, hash);
    const pods = podsOf(set);
    reportStatus(context, key, nodes, byNode(pods), hash);
    const used = new Set([hash, ...pods.map((pod) => pod.metadata.labels?.[hashLabel])]);
    forgetOldest(store, set, clock.now(), ({ metadata }) => used.has(metadata.labels?.[hashLabel] ?? ''));
  }

  /** With the number of its template, which its pods carry in a label. */
  function numbered(set: DaemonSet, revision: number): DaemonSet {
    const { namespace, name } = set.metadata;
    const noted = store.mutate<DaemonSet>(kind, namespace, name, ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, [generationAnnotation]: String(revision) };
    });
    return noted ?? set;
  }

  function podsOf(set: DaemonSet): Pod[] {
    return adoptPods(store, set, () => podsWithLabelsOf(store, set));
  }

  /** One pod on each node that is to have one, none on the others. */
  function place(set: DaemonSet, nodes: readonly Node[], hash: string): void {
    const pods = byNode(podsOf(set));
    for (const node of nodes) {
      const { shouldRun, mayStay } = placement(set, node);
      const here = (pods.get(node.metadata.name) ?? []).filter((pod) => !pod.metadata.deletionTimestamp);
      const running = here.filter((pod) => !discardEnded(set, pod, node));
      if (shouldRun && here.length === 0 && !pods.has(node.metadata.name)) add(set, node, hash);
      else if (!mayStay) for (const pod of running) remove(set, pod);
      else if (!isSurging(set)) for (const pod of running.slice(1)) remove(set, pod);
    }
  }

  function isSurging({ spec }: DaemonSet): boolean {
    const { maxSurge = 0 } = spec.updateStrategy?.rollingUpdate ?? {};
    return maxSurge !== 0 && maxSurge !== '0%';
  }

  /** A daemon does not end: one that has is made again. */
  function discardEnded(set: DaemonSet, pod: Pod, node: Node): boolean {
    const { phase } = pod.status ?? {};
    if (phase !== 'Failed' && phase !== 'Succeeded') return false;
    const { namespace, name } = pod.metadata;
    const how = phase.toLowerCase();
    const message = `Found ${how} daemon pod ${namespace}/${name} on node ${node.metadata.name}, will try to ${phase === 'Failed' ? 'kill' : 'delete'} it`;
    const type = phase === 'Failed' ? 'Warning' : 'Normal';
    context.event({ object: set, type, reason: `${phase}DaemonPod`, message });
    remove(set, pod);
    return true;
  }

  function update(set: DaemonSet, nodes: readonly Node[], hash: string): void {
    const eligible = nodes.filter((node) => placement(set, node).shouldRun);
    const plan = planUpdate(set, eligible, byNode(podsOf(set)), hash, clock);
    for (const pod of plan.remove) remove(set, pod);
    for (const node of plan.add) add(set, node, hash);
  }

  function add(set: DaemonSet, node: Node, hash: string): void {
    const pod = newPod(set, node.metadata.name, hash);
    try {
      createPod(store, pod);
    } catch (error) {
      const message = `Error creating: ${(error as Error).message}`;
      context.event({ object: set, type: 'Warning', reason: 'FailedCreate', message });
      throw error;
    }
    const message = `Created pod: ${pod.metadata.name}`;
    context.event({ object: set, type: 'Normal', reason: 'SuccessfulCreate', message });
  }

  function remove(set: DaemonSet, pod: Pod): void {
    deleteObject(store, pod, clock.now());
    const message = `Deleted pod: ${pod.metadata.name}`;
    context.event({ object: set, type: 'Normal', reason: 'SuccessfulDelete', message });
  }

  return {
    watches: {
      [kind]: itself,
      Pod: owner(kind),
      Node: () => store.list(kind).map(keyOf),
    },
    sync,
  };
}

/** Oldest first. */
function byNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const nodes = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = nodeOf(pod);
    if (node !== undefined) nodes.set(node, [...(nodes.get(node) ?? []), pod]);
  }
  return nodes;
}
