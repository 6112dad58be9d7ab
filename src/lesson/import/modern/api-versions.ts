/** API versions that are gone, by kind, and those that took their place. */
const versions: readonly (readonly [old: RegExp, kinds: RegExp, now: string, moved?: string])[] = [
  [
    /^(?:extensions|apps)\/v1beta[12]$/,
    /^(?:Deployment|DaemonSet|ReplicaSet|StatefulSet)$/,
    'apps/v1',
    'it must have a `selector`',
  ],
  [
    /^(?:extensions|networking\.k8s\.io)\/v1beta1$/,
    /^Ingress$/,
    'networking.k8s.io/v1',
    'its `backend` is written otherwise',
  ],
  [/^(?:extensions|networking\.k8s\.io)\/v1beta1$/, /^NetworkPolicy$/, 'networking.k8s.io/v1'],
  [/^batch\/v(?:1beta1|2alpha1)$/, /^CronJob$/, 'batch/v1'],
  [/^policy\/v1beta1$/, /^PodDisruptionBudget$/, 'policy/v1'],
  [
    /^autoscaling\/v2beta[12]$/,
    /^HorizontalPodAutoscaler$/,
    'autoscaling/v2',
    'its metrics are written otherwise',
  ],
  [/^rbac\.authorization\.k8s\.io\/v1(?:alpha|beta)1$/, /./, 'rbac.authorization.k8s.io/v1'],
  [/^storage\.k8s\.io\/v1beta1$/, /^(?:StorageClass|CSIDriver|CSINode)$/, 'storage.k8s.io/v1'],
  [
    /^apiextensions\.k8s\.io\/v1beta1$/,
    /^CustomResourceDefinition$/,
    'apiextensions.k8s.io/v1',
    'its schema is written otherwise',
  ],
];

export interface Updated {
  readonly text: string;
  readonly done: readonly string[];
}

/** Manifests with API versions that today's clusters serve. */
export function updatedVersions(text: string): Updated {
  const done: string[] = [];
  const kindFirst = text.replaceAll(
    /^([ \t]*(?:- )?)kind:[ \t]*(\w+)[ \t]*\n([ \t]*)apiVersion:[ \t]*([\w./]+)/gm,
    (found, before: string, kind: string, indent: string, old: string) =>
      versionOf(old, kind, done, (now) => `${before}kind: ${kind}\n${indent}apiVersion: ${now}`) ?? found,
  );
  const result = kindFirst.replaceAll(
    /\bapiVersion:[ \t]*([\w./]+)([ \t]*\n[ \t]*)kind:[ \t]*(\w+)/g,
    (found, old: string, between: string, kind: string) =>
      versionOf(old, kind, done, (now) => `apiVersion: ${now}${between}kind: ${kind}`) ?? found,
  );
  return { text: result, done };
}

function versionOf(
  old: string,
  kind: string,
  done: string[],
  write: (now: string) => string,
): string | undefined {
  const known = versions.find(([pattern, kinds]) => pattern.test(old) && kinds.test(kind));
  if (!known) return undefined;
  const [, , now, moved] = known;
  done.push(`${kind} is ${now}, no longer ${old}${moved ? ` (${moved})` : ''}`);
  return write(now);
}
