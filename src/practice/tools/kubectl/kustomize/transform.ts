import { at, type Dict, isDict, type KubeObject, listAt } from '../api/objects.ts';

type Labels = Readonly<Record<string, string>>;

/** Kinds without a namespace that a kustomization's must not be put into. */
const CLUSTER_WIDE = new Set([
  'Node',
  'PersistentVolume',
  'StorageClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'PriorityClass',
  'CustomResourceDefinition',
]);

/** Kinds that are given a selector where they have none; any other's only grows. */
const SELECTING = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet']);

/** Puts an object into a namespace; a Namespace becomes that one. */
export function inNamespace(object: KubeObject, namespace: string): void {
  if (object.kind === 'Namespace') object.metadata = { ...object.metadata, name: namespace };
  else if (!CLUSTER_WIDE.has(object.kind ?? '')) object.metadata = { ...object.metadata, namespace };
}

/** Labels of the object, and where asked, of its selector and of its pods. */
export function addLabels(
  object: KubeObject,
  labels: Labels,
  { selectors, templates }: { selectors: boolean; templates: boolean },
): void {
  object.metadata = { ...object.metadata, labels: { ...object.metadata?.labels, ...labels } };
  const spec = object.spec;
  if (!isDict(spec)) return;
  if (selectors && object.kind === 'Service') spec.selector = { ...dict(spec.selector), ...labels };
  const holders = [spec, at(spec, 'jobTemplate', 'spec')].filter(isDict);
  for (const holder of holders) {
    const { selector } = holder;
    const matched = at(holder, 'selector', 'matchLabels');
    if (selectors && (isDict(matched) || SELECTING.has(object.kind ?? '')))
      holder.selector = { ...dict(selector), matchLabels: { ...dict(matched), ...labels } };
    const template = holder.template;
    if (!templates || !isDict(template)) continue;
    const metadata = dict(template.metadata);
    template.metadata = { ...metadata, labels: { ...dict(metadata.labels), ...labels } };
  }
}

function dict(value: unknown): Dict {
  return isDict(value) ? value : {};
}

export interface ImageChange {
  readonly name: string;
  readonly newName?: string | undefined;
  readonly newTag?: string | undefined;
  readonly digest?: string | undefined;
}

export function changeImages(object: KubeObject, changes: readonly ImageChange[]): void {
  for (const spec of podSpecs(object)) {
    for (const container of [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')]) {
      const [, name = '', rest = ''] = /^(.*?)((?::[^/:@]+)?(?:@.+)?)$/.exec(String(container.image)) ?? [];
      const change = changes.find((one) => one.name === name);
      if (!change) continue;
      const tag = change.digest ? `@${change.digest}` : change.newTag ? `:${change.newTag}` : rest;
      container.image = `${change.newName ?? name}${tag}`;
    }
  }
}

export function changeReplicas(
  object: KubeObject,
  changes: readonly { readonly name: string; readonly count: number }[],
): void {
  const change = changes.find((one) => one.name === object.metadata?.name);
  if (change && isDict(object.spec) && 'template' in object.spec) object.spec.replicas = change.count;
}

function podSpecs(object: KubeObject): Dict[] {
  const paths =
    object.kind === 'Pod'
      ? [['spec']]
      : [
          ['spec', 'template', 'spec'],
          ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
        ];
  return paths.map((path) => at(object, ...path)).filter(isDict);
}
