import { type Resource, resourcePath } from '../../api/discovery.ts';
import { dictAt, type KubeObject, numberAt } from '../../api/objects.ts';
import { selectorOf } from '../../resources/pods.ts';
import { fetchList } from '../../resources/selection.ts';
import type { Session } from '../../session.ts';
import type { Workload } from './shared.ts';

/** One remembered state of a workload. */
export interface Revision {
  number: number;
  cause: string;
  template: Record<string, unknown>;
  /** What makes the workload so again, as a strategic merge patch; undefined for a Deployment. */
  patch: Record<string, unknown> | undefined;
}

const REVISION = 'deployment.kubernetes.io/revision';
const CAUSE = 'kubernetes.io/change-cause';

/** Its revisions, oldest first. */
export async function revisionsOf(session: Session, workload: Workload): Promise<Revision[]> {
  const ofDeployment = workload.resource.kind === 'Deployment';
  const keepers = await session.discovery.resolve(
    ofDeployment ? 'replicasets.apps' : 'controllerrevisions.apps',
  );
  const owned = await ownedBy(session, workload, keepers);
  const revisions = owned.map(ofDeployment ? fromReplicaSet : fromControllerRevision);
  return revisions.filter(({ number }) => number > 0).sort((a, b) => a.number - b.number);
}

async function ownedBy(
  session: Session,
  { object, resource, namespace }: Workload,
  keepers: Resource,
): Promise<KubeObject[]> {
  const selector = selectorOf({ ...object, kind: resource.kind });
  const { items } = await fetchList(session, resourcePath(keepers, namespace), { selector });
  const uid = object.metadata?.uid;
  return items.filter((item) =>
    item.metadata?.ownerReferences?.some((owner) => owner.controller && owner.uid === uid),
  );
}

function fromReplicaSet(set: KubeObject): Revision {
  const annotations = set.metadata?.annotations ?? {};
  return {
    number: Number(annotations[REVISION] ?? 0),
    cause: annotations[CAUSE] || '<none>',
    template: dictAt(set, 'spec', 'template'),
    patch: undefined,
  };
}

function fromControllerRevision(revision: KubeObject): Revision {
  const patch = dictAt(revision, 'data');
  return {
    number: numberAt(revision, 'revision'),
    cause: revision.metadata?.annotations?.[CAUSE] || '<none>',
    template: dictAt(patch, 'spec', 'template'),
    patch,
  };
}

export const describeName = ({ resource, name }: Workload): string =>
  `${resource.kind.toLowerCase()}.${resource.group}/${name}`;
