/**
 * How lists of the built-in kinds merge: element by element, found by a key, or as sets of plain values. A rule is
 * found by the list's name and, where a name means different things in different places, by the field around it.
 * Every list that is not named here is replaced as a whole.
 */
export interface MergeRule {
  /** The field that tells elements apart; undefined for a set of plain values. */
  key?: string;
  /** The patch says which keys of an element stay. */
  retainKeys?: boolean;
}

const rules: Readonly<Record<string, MergeRule>> = {
  containers: { key: 'name' },
  initContainers: { key: 'name' },
  ephemeralContainers: { key: 'name' },
  env: { key: 'name' },
  volumes: { key: 'name', retainKeys: true },
  volumeMounts: { key: 'mountPath' },
  volumeDevices: { key: 'devicePath' },
  imagePullSecrets: { key: 'name' },
  hostAliases: { key: 'ip' },
  topologySpreadConstraints: { key: 'topologyKey' },
  schedulingGates: { key: 'name' },
  resourceClaims: { key: 'name', retainKeys: true },
  conditions: { key: 'type' },
  podIPs: { key: 'ip' },
  hostIPs: { key: 'ip' },
  ownerReferences: { key: 'uid' },
  finalizers: {},
  taints: { key: 'key' },
  podCIDRs: {},
};

/** Lists called `ports` are told apart by what is around them, and `secrets` exists in service accounts alone. */
const byParent: Readonly<Record<string, MergeRule>> = {
  'containers.ports': { key: 'containerPort' },
  'initContainers.ports': { key: 'containerPort' },
  'ephemeralContainers.ports': { key: 'containerPort' },
  'spec.ports': { key: 'port' },
  'root.secrets': { key: 'name' },
  'root.imagePullSecrets': { key: 'name' },
  'status.addresses': { key: 'type' },
  'spec.readinessGates': { key: 'conditionType' },
};

export function mergeRule(parent: string, field: string): MergeRule | undefined {
  return byParent[`${parent}.${field}`] ?? rules[field];
}
