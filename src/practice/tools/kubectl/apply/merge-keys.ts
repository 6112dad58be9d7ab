import { type Dict, isDict } from '../api/objects.ts';

/** By which field the elements of a list are told apart in a strategic merge; lists that are not here are replaced whole. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  conditions: 'type',
  ownerReferences: 'uid',
  secrets: 'name',
  webhooks: 'name',
};

/** Lists of plain values that are merged as sets. */
export const MERGED_SETS: ReadonlySet<string> = new Set(['finalizers']);

/** Objects of which a patch replaces the rest: a volume has one source, a deployment one strategy. */
export const RETAIN_KEYS: ReadonlySet<string> = new Set(['volumes', 'strategy']);

export function mergeKey(field: string, elements: readonly unknown[]): string | undefined {
  if (field !== 'ports') return MERGE_KEYS[field];
  const [first] = elements.filter(isDict) as Dict[];
  return first && 'containerPort' in first ? 'containerPort' : 'port';
}
