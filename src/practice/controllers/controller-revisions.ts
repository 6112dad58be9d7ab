import { matchesSelector } from '../api/selectors/labels.ts';
import type { ControllerRevision, LabelSelector, Labels, PodTemplate } from '../objects.ts';
import { deleteObject } from '../store/deletion.ts';
import { copyJson, equalJson } from '../store/json.ts';
import type { ClusterStore } from '../store/store.ts';
import type { KubeObject } from '../types.ts';
import { templateHash } from './deployment/template-hash.ts';
import { controllerOf } from './keys.ts';
import { ownerReference } from './pods.ts';

const kind = 'apps/ControllerRevision';

type Owner = KubeObject & {
  spec: { selector: LabelSelector; template: PodTemplate; revisionHistoryLimit?: number };
};

/** Those of a StatefulSet or DaemonSet, oldest first. */
export function revisionsOf(store: ClusterStore, { metadata: { uid } }: KubeObject): ControllerRevision[] {
  const owned = store.owned(uid) as ControllerRevision[];
  return owned
    .filter((object) => object.kind === 'ControllerRevision' && controllerOf(object)?.uid === uid)
    .sort((left, right) => left.revision - right.revision);
}

/** The revision of the owner's present template: made if need be, and the newest one even if it was there before. */
export function revise(
  store: ClusterStore,
  owner: Owner,
  labels: (hash: string) => Labels,
): ControllerRevision {
  const { template } = owner.spec;
  adoptRevisions(store, owner);
  const known = revisionsOf(store, owner);
  const newest = known.at(-1);
  const found = known.findLast((one) => equalJson(templateOf(one), template));
  if (!found) return create(store, owner, labels, (newest?.revision ?? 0) + 1);
  if (!newest || found === newest) return found;
  const { namespace, name } = found.metadata;
  const renumber = (draft: ControllerRevision) => {
    draft.revision = newest.revision + 1;
  };
  return store.mutate<ControllerRevision>(kind, namespace, name, renumber) ?? found;
}

/** An owner that was deleted without its pods left its revisions too: its successor's pods stand for them. */
function adoptRevisions(store: ClusterStore, owner: Owner): void {
  const { namespace } = owner.metadata;
  const place = namespace === undefined ? {} : { namespace };
  for (const { metadata } of store.list<ControllerRevision>(kind, place)) {
    if (metadata.ownerReferences?.length || metadata.deletionTimestamp) continue;
    if (!matchesSelector(owner.spec.selector, metadata.labels)) continue;
    store.mutate<ControllerRevision>(kind, namespace, metadata.name, (draft) => {
      draft.metadata.ownerReferences = [ownerReference(owner)];
    });
  }
}

function create(
  store: ClusterStore,
  owner: Owner,
  labels: (hash: string) => Labels,
  revision: number,
): ControllerRevision {
  const { name, namespace, annotations = {} } = owner.metadata;
  const { template } = owner.spec;
  let collisions = 0;
  let hash = templateHash(template, collisions);
  while (store.get(kind, namespace, `${name}-${hash}`)) {
    collisions += 1;
    hash = templateHash(template, collisions);
  }
  return store.create<ControllerRevision>({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: { ...template.metadata?.labels, ...labels(hash) },
      ...(Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {}),
      ownerReferences: [ownerReference(owner)],
    },
    data: { spec: { template: { ...copyJson(template), $patch: 'replace' } } },
    revision,
  });
}

/** The template that a revision stands for. */
export function templateOf({ data }: ControllerRevision): PodTemplate {
  const { $patch: _, ...template } = copyJson(data.spec.template) as PodTemplate & { $patch?: string };
  return template;
}

/** Removes the oldest beyond the limit; those that are `live` do not count, and stay. */
export function forgetOldest(
  store: ClusterStore,
  owner: Owner,
  now: number,
  live: (revision: ControllerRevision) => boolean,
): void {
  const idle = revisionsOf(store, owner).filter((one) => !live(one) && !one.metadata.deletionTimestamp);
  const surplus = idle.length - (owner.spec.revisionHistoryLimit ?? 10);
  for (const one of idle.slice(0, Math.max(0, surplus))) deleteObject(store, one, now);
}
