import type { Pod } from '../../objects.ts';
import { addQuantity, zero } from '../../quantity.ts';
import { groupKindOf } from '../../store/kinds.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import { qosClass } from '../defaults/pod.ts';
import type { Quantities } from './pod-resources.ts';
import { usageOf } from './usage.ts';

export interface ResourceQuota extends KubeObject {
  spec?: {
    hard?: Record<string, string>;
    scopes?: string[];
    scopeSelector?: { matchExpressions?: { scopeName: string; operator: string; values?: string[] }[] };
  };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

/** Whether a quota counts an object: those with a scope count the pods that are of it, and nothing else. */
export function isInScope({ spec }: ResourceQuota, object: KubeObject): boolean {
  const plain = (spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists', values: [] }));
  const all = [...plain, ...(spec?.scopeSelector?.matchExpressions ?? [])];
  if (all.length === 0) return true;
  if (groupKindOf(object) !== 'Pod') return false;
  return all.every(({ scopeName, operator, values = [] }) =>
    isOfScope(object as Pod, scopeName, operator, values),
  );
}

function isOfScope({ spec }: Pod, scope: string, operator: string, values: readonly string[]): boolean {
  switch (scope) {
    case 'Terminating':
      return spec.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return spec.activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return qosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return qosClass(spec) !== 'BestEffort';
    case 'PriorityClass': {
      const { priorityClassName: name = '' } = spec;
      if (operator === 'Exists') return name !== '';
      if (operator === 'DoesNotExist') return name === '';
      return operator === 'In' ? values.includes(name) : !values.includes(name);
    }
    default:
      return false;
  }
}

/** What is used now of all that a quota limits. */
export function usedOf(store: ClusterStore, quota: ResourceQuota): Quantities {
  const used: Quantities = {};
  for (const name of Object.keys(quota.spec?.hard ?? {})) used[name] = zero;
  const { namespace = '' } = quota.metadata;
  for (const kind of store.kinds()) {
    for (const object of store.list(kind, { namespace })) {
      if (!isInScope(quota, object)) continue;
      for (const [name, amount] of Object.entries(usageOf(object))) {
        const sum = used[name];
        if (sum) used[name] = addQuantity(sum, amount);
      }
    }
  }
  return used;
}
