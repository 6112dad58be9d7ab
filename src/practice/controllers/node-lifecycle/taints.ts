import type { Node, Pod, Taint, Toleration } from '../../objects.ts';

const ownKeys: ReadonlySet<string> = new Set([
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/unschedulable',
]);

/** A node's taints as they should be: those that follow from its state, and all that others gave it. */
export function wantedTaints({ spec, status }: Node, now: string): Taint[] {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown';
  const own: Taint[] = [];
  if (spec.unschedulable) own.push({ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' });
  if (ready !== 'True') {
    const key = `node.kubernetes.io/${ready === 'False' ? 'not-ready' : 'unreachable'}`;
    own.push({ key, effect: 'NoSchedule' }, { key, effect: 'NoExecute' });
  }
  const before = spec.taints ?? [];
  const foreign = before.filter(({ key }) => !ownKeys.has(key));
  return [...foreign, ...own.map((taint) => before.find(same(taint)) ?? { ...taint, timeAdded: now })];
}

function same(wanted: Taint): (taint: Taint) => boolean {
  return ({ key, effect }) => key === wanted.key && effect === wanted.effect;
}

export function tolerates({ spec }: Pod, taint: Taint): boolean {
  return (spec.tolerations ?? []).some((toleration) => matches(toleration, taint));
}

function matches({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (!key) return operator === 'Exists';
  return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
}

/** Seconds that a pod may stay on a node with these NoExecute taints; 0 when it has to go now. */
export function patience(pod: Pod, taints: readonly Taint[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const taint of taints) {
    const fitting = (pod.spec.tolerations ?? []).filter((toleration) => matches(toleration, taint));
    if (fitting.length === 0) return 0;
    for (const { tolerationSeconds } of fitting) {
      if (tolerationSeconds !== undefined) least = Math.min(least, Math.max(tolerationSeconds, 0));
    }
  }
  return least;
}
