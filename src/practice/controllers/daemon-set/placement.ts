import type { DaemonSet, Node, Pod, PodSpec, Toleration } from '../../objects.ts';
import { copyJson } from '../../store/json.ts';
import { tolerates } from '../node-lifecycle/taints.ts';
import { podFromTemplate } from '../pods.ts';
import { isWantedNode } from '../scheduler/node-affinity.ts';

export const hashLabel = 'controller-revision-hash';
export const generationAnnotation = 'deprecated.daemonset.template.generation';

/** What a node may suffer from without its daemons having to go. */
const tolerated: readonly (readonly [problem: string, effect: string])[] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
];

/** The set's pod for one node, which alone it may be scheduled to; not stored yet. */
export function newPod(set: DaemonSet, node: string, hash: string): Pod {
  const pod = podFromTemplate(set, set.spec.template, `${set.metadata.name}-`);
  pod.metadata.labels = {
    ...pod.metadata.labels,
    [hashLabel]: hash,
    'pod-template-generation': set.metadata.annotations?.[generationAnnotation] ?? '1',
  };
  pod.spec.tolerations = [...(pod.spec.tolerations ?? []), ...tolerations(pod.spec)];
  const nodeAffinity = pod.spec.affinity?.nodeAffinity;
  const own = { key: 'metadata.name', operator: 'In', values: [node] };
  const terms = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  pod.spec.affinity = {
    ...pod.spec.affinity,
    nodeAffinity: {
      ...nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: terms.map((term) => ({ ...copyJson(term), matchFields: [own] })),
      },
    },
  };
  return pod;
}

function tolerations({ hostNetwork }: PodSpec): Toleration[] {
  const all = hostNetwork ? [...tolerated, ['network-unavailable', 'NoSchedule'] as const] : tolerated;
  return all.map(([problem, effect]) => ({
    effect,
    key: `node.kubernetes.io/${problem}`,
    operator: 'Exists',
  }));
}

/** The node of a pod, also before it has been scheduled. */
export function nodeOf({ spec }: Pod): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const { requiredDuringSchedulingIgnoredDuringExecution: required } = spec.affinity?.nodeAffinity ?? {};
  const fields = required?.nodeSelectorTerms.flatMap(({ matchFields = [] }) => matchFields);
  return fields?.find(({ key }) => key === 'metadata.name')?.values?.[0];
}

/** Whether a node is to have a pod of the set, and whether one that is there may stay. */
export function placement(set: DaemonSet, node: Node): { shouldRun: boolean; mayStay: boolean } {
  const { template } = set.spec;
  const spec = {
    ...template.spec,
    tolerations: [...(template.spec.tolerations ?? []), ...tolerations(template.spec)],
  };
  const pod = { spec } as Pod;
  if (!isWantedNode(pod, node)) return { shouldRun: false, mayStay: false };
  const repelled = (node.spec.taints ?? []).filter((taint) => !tolerates(pod, taint));
  const expels = repelled.some(({ effect }) => effect === 'NoExecute');
  const refuses = expels || repelled.some(({ effect }) => effect === 'NoSchedule');
  return { shouldRun: !refuses, mayStay: !expels };
}
