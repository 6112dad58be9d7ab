/** The plural names of the usual kinds, by all that people write. */
const plurals = new Map(
  `pods po pod|services svc service|deployments deploy deployment|replicasets rs replicaset|daemonsets ds daemonset
  statefulsets sts statefulset|jobs job|cronjobs cj cronjob|namespaces ns namespace|nodes no node
  configmaps cm configmap|secrets secret|serviceaccounts sa serviceaccount|endpoints ep|events ev event
  persistentvolumeclaims pvc persistentvolumeclaim|persistentvolumes pv persistentvolume|ingresses ing ingress
  horizontalpodautoscalers hpa horizontalpodautoscaler|networkpolicies netpol networkpolicy|roles role
  rolebindings rolebinding|clusterroles clusterrole|clusterrolebindings clusterrolebinding
  poddisruptionbudgets pdb poddisruptionbudget|resourcequotas quota resourcequota|storageclasses sc storageclass
  customresourcedefinitions crd crds customresourcedefinition|limitranges limits limitrange`
    .split(/[|\n]/)
    .flatMap((line) => {
      const names = line.trim().split(' ');
      return names.map((name) => [name, names[0] ?? name] as const);
    }),
);

export interface ObjectName {
  /** Plural: `deployments`. */
  readonly kind: string;
  readonly name: string;
}

export function pluralOf(kind: string): string | undefined {
  return plurals.get(kind.toLowerCase().replace(/\.(?:apps|batch|extensions|v1).*$/, ''));
}

/** The objects that words such as `deploy/web`, `svc web api` name; a name that a variable brings is none. */
export function objectsIn(words: readonly string[]): ObjectName[] {
  if (words.some((word) => word.includes('/'))) {
    return words.flatMap((word) => {
      const [kind = '', name = ''] = word.split('/');
      return objectOf(kind, name) ?? [];
    });
  }
  const [kind = '', ...names] = words;
  return names.flatMap((name) => objectOf(kind, name) ?? []);
}

export function objectOf(kind: string, name: string): ObjectName | undefined {
  const plural = pluralOf(kind);
  return plural !== undefined && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)
    ? { kind: plural, name }
    : undefined;
}
