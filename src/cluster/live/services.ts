import type { KubeObject } from '../api/objects.ts';
import { isReady, type Pod, type Service, selects } from '../diagnosis/objects.ts';
import type { LiveNode } from './node.ts';
import type { Counted } from './workload.ts';

/** Each Service beside the one workload that it leads to; those that lead to none or to several after all others. */
export function placeServices(
  services: readonly KubeObject[],
  pods: readonly KubeObject[],
  roots: readonly LiveNode[],
): LiveNode[] {
  const beside = new Map<string, LiveNode[]>();
  const alone: LiveNode[] = [];
  for (const object of services as readonly Service[]) {
    // The API server's own, which every cluster has in `default`, and no workload of anybody's.
    if (isOfApiServer(object)) continue;
    const targets = roots.filter((root) => leadsTo(object, root));
    const [target] = targets;
    const node = serviceNode(object, pods as readonly Pod[], targets);
    if (target && targets.length === 1) beside.set(target.key, [...(beside.get(target.key) ?? []), node]);
    else alone.push(node);
  }
  return [
    ...roots.map((root) => ({ ...root, children: [...(beside.get(root.key) ?? []), ...root.children] })),
    ...alone,
  ];
}

function isOfApiServer({ metadata }: Service): boolean {
  return metadata.name === 'kubernetes' && metadata.labels?.provider === 'kubernetes';
}

/** Whether its selector selects the pods that a root makes, or is made of; there need not be any yet. */
function leadsTo({ spec }: Service, { object, kind }: LiveNode): boolean {
  const { selector = {} } = spec;
  if (Object.keys(selector).length === 0) return false;
  return selects(selector, kind === 'Pod' ? object : ((object as Counted).spec.template ?? {}));
}

function serviceNode(object: Service, pods: readonly Pod[], targets: readonly LiveNode[]): LiveNode {
  const { metadata, spec } = object;
  const selector = spec.selector ?? {};
  const selected =
    Object.keys(selector).length === 0
      ? undefined
      : pods.filter((pod) => selects(selector, pod) && pod.metadata.deletionTimestamp === undefined);
  const ready = selected?.filter(isReady).length ?? 0;
  return {
    key: metadata.uid ?? `Service/${metadata.name}`,
    kind: 'Service',
    name: metadata.name,
    object,
    health: selected === undefined ? 'idle' : ready > 0 ? 'good' : 'coming',
    state: {
      is: 'service',
      type: spec.type ?? 'ClusterIP',
      ports: (spec.ports ?? []).map(({ port, nodePort }) => (nodePort ? `${port}:${nodePort}` : `${port}`)),
      pods: selected && { ready, all: selected.length },
      targets: targets.length > 1 ? targets.map(({ name }) => name) : [],
    },
    children: [],
  };
}
