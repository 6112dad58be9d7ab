import { matchesSelector } from '../../api/selectors/labels.ts';
import type { Deployment, ReplicaSet } from '../../objects.ts';
import { copyJson } from '../../store/json.ts';
import type { ClusterStore } from '../../store/store.ts';
import { controllerOf } from '../keys.ts';
import { ownerReference } from '../pods.ts';
import { hashLabel, sameTemplate, templateHash } from './template-hash.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const historyAnnotation = 'deployment.kubernetes.io/revision-history';
const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
const maxAnnotation = 'deployment.kubernetes.io/max-replicas';

/** Annotations of a deployment that say something about itself alone. */
const notCopied: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
]);

export function revisionOf(object: { metadata: { annotations?: Record<string, string> } }): number {
  return Number(object.metadata.annotations?.[revisionAnnotation] ?? 0);
}

/** The ReplicaSets of a deployment, oldest first. */
export function ownedSets(store: ClusterStore, deployment: Deployment): ReplicaSet[] {
  const owned = store.owned(deployment.metadata.uid) as ReplicaSet[];
  return owned
    .filter((object) => object.kind === 'ReplicaSet')
    .sort((left, right) => revisionOf(left) - revisionOf(right));
}

/** Takes up the ReplicaSets that an earlier deployment of the same selector left behind. */
export function adoptSets(store: ClusterStore, deployment: Deployment): void {
  const { namespace } = deployment.metadata;
  const { selector } = deployment.spec;
  const query = { ...(namespace === undefined ? {} : { namespace }), labels: selector.matchLabels ?? {} };
  for (const set of store.list<ReplicaSet>('apps/ReplicaSet', query)) {
    const { labels, name, deletionTimestamp } = set.metadata;
    if (controllerOf(set) || deletionTimestamp || !matchesSelector(selector, labels)) continue;
    store.mutate<ReplicaSet>('apps/ReplicaSet', namespace, name, ({ metadata }) => {
      metadata.ownerReferences = [...(metadata.ownerReferences ?? []), ownerReference(deployment)];
    });
  }
}

/** The set of the deployment's present template; of several, the oldest. */
export function currentSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const matching = sets.filter((set) => sameTemplate(set.spec.template, deployment.spec.template));
  return matching.sort((left, right) =>
    left.metadata.creationTimestamp.localeCompare(right.metadata.creationTimestamp),
  )[0];
}

/** A ReplicaSet for the deployment's present template, of no pods yet. */
export function newSet(
  store: ClusterStore,
  deployment: Deployment,
  revision: number,
  maxReplicas: number,
): ReplicaSet {
  const { spec, metadata, status } = deployment;
  let collisions = status?.collisionCount ?? 0;
  let hash = templateHash(spec.template, collisions);
  while (store.get('apps/ReplicaSet', metadata.namespace, `${metadata.name}-${hash}`)) {
    collisions += 1;
    hash = templateHash(spec.template, collisions);
  }
  const template = copyJson(spec.template);
  const labels = { ...template.metadata?.labels, [hashLabel]: hash };
  const selector = copyJson(spec.selector);
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels,
      annotations: annotationsFor(deployment, revision, maxReplicas),
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas: 0,
      ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

function annotationsFor(
  deployment: Deployment,
  revision: number,
  maxReplicas: number,
): Record<string, string> {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !notCopied.has(key));
  return {
    ...Object.fromEntries(own),
    [desiredAnnotation]: String(deployment.spec.replicas ?? 1),
    [maxAnnotation]: String(maxReplicas),
    [revisionAnnotation]: String(revision),
  };
}

/** Makes an earlier set the newest revision again, as after `kubectl rollout undo`. */
export function renew(
  store: ClusterStore,
  set: ReplicaSet,
  deployment: Deployment,
  revision: number,
  maxReplicas: number,
): void {
  const before = revisionOf(set);
  store.mutate<ReplicaSet>('apps/ReplicaSet', set.metadata.namespace, set.metadata.name, (draft) => {
    const history = draft.metadata.annotations?.[historyAnnotation];
    const earlier =
      before > 0 && before < revision ? [history, String(before)].filter(Boolean).join(',') : history;
    draft.metadata.annotations = {
      ...draft.metadata.annotations,
      ...annotationsFor(deployment, Math.max(revision, before), maxReplicas),
      ...(earlier ? { [historyAnnotation]: earlier } : {}),
    };
    const { minReadySeconds } = deployment.spec;
    if (minReadySeconds) draft.spec.minReadySeconds = minReadySeconds;
    else delete draft.spec.minReadySeconds;
  });
}

/** How many replicas the deployment had when its sets were last scaled; undefined when it never came to that. */
export function lastDesired(set: ReplicaSet): number | undefined {
  const value = set.metadata.annotations?.[desiredAnnotation];
  return value === undefined ? undefined : Number(value);
}

export function noteDesired(draft: ReplicaSet, replicas: number, maxReplicas: number): void {
  draft.metadata.annotations = {
    ...draft.metadata.annotations,
    [desiredAnnotation]: String(replicas),
    [maxAnnotation]: String(maxReplicas),
  };
}
