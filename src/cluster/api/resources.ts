/** A kind of object that an API server keeps, and where. */
export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Lower case plural, as in URLs. */
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** group/version kind plural short-names; what is not here is found by discovery. */
const namespaced = `
  v1 Pod pods po
  v1 Service services svc
  v1 Endpoints endpoints ep
  v1 ConfigMap configmaps cm
  v1 Secret secrets
  v1 Event events ev
  v1 PersistentVolumeClaim persistentvolumeclaims pvc
  v1 ServiceAccount serviceaccounts sa
  v1 ResourceQuota resourcequotas quota
  v1 LimitRange limitranges limits
  apps/v1 Deployment deployments deploy
  apps/v1 ReplicaSet replicasets rs
  apps/v1 StatefulSet statefulsets sts
  apps/v1 DaemonSet daemonsets ds
  batch/v1 Job jobs
  batch/v1 CronJob cronjobs cj
  networking.k8s.io/v1 Ingress ingresses ing
  networking.k8s.io/v1 NetworkPolicy networkpolicies netpol`;
const clusterWide = `
  v1 Namespace namespaces ns
  v1 Node nodes no
  v1 PersistentVolume persistentvolumes pv
  storage.k8s.io/v1 StorageClass storageclasses sc`;

const common = new Map([...rows(namespaced, true), ...rows(clusterWide, false)]);

function* rows(table: string, inNamespace: boolean): Generator<[string, ResourceType]> {
  for (const row of table.trim().split('\n')) {
    const [apiVersion = '', kind = '', plural = '', ...short] = row.trim().split(' ');
    const type = { ...splitApiVersion(apiVersion), kind, plural, namespaced: inNamespace };
    const names = [
      plural,
      kind.toLowerCase(),
      ...short,
      ...(type.group === '' ? [] : [`${plural}.${type.group}`]),
    ];
    for (const name of names) yield [name, type];
  }
}

export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return { group: apiVersion.slice(0, Math.max(slash, 0)), version: apiVersion.slice(slash + 1) };
}

/** The type that a name as kubectl takes it (`deployments`, `deploy`, `deployments.apps`) stands for, if it is common. */
export function commonType(name: string): ResourceType | undefined {
  return common.get(name.toLowerCase());
}

/** The path of its collection, in one namespace or, with none, in all. */
export function collectionPath(type: ResourceType, namespace: string | undefined): string {
  const root = type.group === '' ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
  const scope =
    type.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${scope}/${type.plural}`;
}

/** As kubectl users name an object: `deployment registry`. */
export function objectName(type: ResourceType, name: string): string {
  return `${type.kind.toLowerCase()} ${name}`;
}
