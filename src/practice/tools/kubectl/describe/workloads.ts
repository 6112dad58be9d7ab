import { resourcePath } from '../api/discovery.ts';
import { at, dictAt, type KubeObject, listAt, nameOf, numberAt, textAt } from '../api/objects.ts';
import { selectorOf } from '../resources/pods.ts';
import { fetchList } from '../resources/selection.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import {
  conditionsWithReason,
  controllerOf,
  header,
  intOrString,
  labels,
  labelsAndAnnotations,
  plainSelector,
  selectorOrNone,
  selectorText,
} from './metadata.ts';
import { countPods } from './pod.ts';
import { podTemplate } from './pod-template.ts';
import { type Description, longTime } from './writer.ts';

async function events(w: Description, session: Session, object: KubeObject, wanted: boolean): Promise<void> {
  if (wanted) describeEvents(w, await eventsOf(session, object));
}

async function podsStatus(session: Session, object: KubeObject): Promise<string> {
  const pods = await session.discovery.resolve('pods');
  const { items } = await fetchList(session, resourcePath(pods, object.metadata?.namespace), {
    selector: selectorOf(object),
  });
  const { running, waiting, succeeded, failed } = countPods(items, object.metadata?.uid);
  return `${running} Running / ${waiting} Waiting / ${succeeded} Succeeded / ${failed} Failed`;
}

const created = (object: KubeObject): string => longTime(object.metadata?.creationTimestamp);

export async function describeDeployment(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const status = (field: string) => numberAt(object, 'status', field);
  header(w, object);
  w.line(0, 'CreationTimestamp:', created(object));
  labelsAndAnnotations(w, object);
  w.line(0, 'Selector:', selectorText(at(object, 'spec', 'selector')));
  w.line(
    0,
    'Replicas:',
    `${numberAt(object, 'spec', 'replicas')} desired | ${status('updatedReplicas')} updated | ${status('replicas')} total | ${status('availableReplicas')} available | ${status('unavailableReplicas')} unavailable`,
  );
  w.line(0, 'StrategyType:', textAt(object, 'spec', 'strategy', 'type'));
  w.line(0, 'MinReadySeconds:', numberAt(object, 'spec', 'minReadySeconds'));
  const rolling = at(object, 'spec', 'strategy', 'rollingUpdate');
  if (rolling) {
    const { maxUnavailable, maxSurge } = rolling as Record<string, unknown>;
    w.line(
      0,
      'RollingUpdateStrategy:',
      `${intOrString(maxUnavailable)} max unavailable, ${intOrString(maxSurge)} max surge`,
    );
  }
  podTemplate(w, dictAt(object, 'spec', 'template'));
  conditionsWithReason(w, object);
  await replicaSets(w, session, object);
  await events(w, session, object, withEvents);
}

async function replicaSets(w: Description, session: Session, deployment: KubeObject): Promise<void> {
  const resource = await session.discovery.resolve('replicasets.apps');
  const { items } = await fetchList(session, resourcePath(resource, deployment.metadata?.namespace), {
    selector: selectorOf(deployment),
  });
  const owned = items.filter((one) =>
    one.metadata?.ownerReferences?.some(
      (owner) => owner.controller && owner.uid === deployment.metadata?.uid,
    ),
  );
  if (owned.length === 0) return;
  const current = newest(owned, deployment);
  const show = (sets: readonly KubeObject[]) =>
    sets
      .map(
        (set) =>
          `${nameOf(set)} (${numberAt(set, 'status', 'replicas')}/${numberAt(set, 'spec', 'replicas')} replicas created)`,
      )
      .join(', ') || '<none>';
  w.line(0, 'OldReplicaSets:', show(owned.filter((set) => set !== current)));
  w.line(0, 'NewReplicaSet:', show(current ? [current] : []));
}

/** The one made of the template that the deployment has now; the oldest of several. */
function newest(sets: readonly KubeObject[], deployment: KubeObject): KubeObject | undefined {
  const bare = (template: unknown) => {
    const copy = structuredClone(template) as Record<string, unknown>;
    delete dictAt(copy, 'metadata', 'labels')['pod-template-hash'];
    return JSON.stringify(sortKeys(copy));
  };
  const wanted = bare(at(deployment, 'spec', 'template'));
  return [...sets]
    .sort((a, b) =>
      textAt(a, 'metadata', 'creationTimestamp') < textAt(b, 'metadata', 'creationTimestamp') ? -1 : 1,
    )
    .find((set) => bare(at(set, 'spec', 'template')) === wanted);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sortKeys(one)]),
  );
}

export async function describeReplicaSet(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const plain = object.kind === 'ReplicationController';
  header(w, object);
  const selector = at(object, 'spec', 'selector');
  w.line(0, 'Selector:', plain ? plainSelector(selector) : selectorOrNone(selector));
  labelsAndAnnotations(w, object);
  w.lineIf(controllerOf(object), 0, 'Controlled By:');
  w.line(
    0,
    'Replicas:',
    `${numberAt(object, 'status', 'replicas')} current / ${numberAt(object, 'spec', 'replicas')} desired`,
  );
  w.line(0, 'Pods Status:', await podsStatus(session, object));
  podTemplate(w, dictAt(object, 'spec', 'template'));
  conditionsWithReason(w, object);
  await events(w, session, object, withEvents);
}

export async function describeDaemonSet(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  const status = (field: string) => numberAt(object, 'status', field);
  header(w, object);
  w.line(0, 'Selector:', selectorText(at(object, 'spec', 'selector')));
  w.line(0, 'Node-Selector:', plainSelector(at(object, 'spec', 'template', 'spec', 'nodeSelector')));
  labelsAndAnnotations(w, object);
  w.line(0, `Desired Number of Nodes Scheduled: ${status('desiredNumberScheduled')}`);
  w.line(0, `Current Number of Nodes Scheduled: ${status('currentNumberScheduled')}`);
  w.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status('updatedNumberScheduled')}`);
  w.line(0, `Number of Nodes Scheduled with Available Pods: ${status('numberAvailable')}`);
  w.line(0, `Number of Nodes Misscheduled: ${status('numberMisscheduled')}`);
  w.line(0, 'Pods Status:', await podsStatus(session, object));
  podTemplate(w, dictAt(object, 'spec', 'template'));
  await events(w, session, object, withEvents);
}

export async function describeStatefulSet(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  header(w, object);
  w.line(0, 'CreationTimestamp:', created(object));
  w.line(0, 'Selector:', selectorText(at(object, 'spec', 'selector')));
  labelsAndAnnotations(w, object);
  w.line(
    0,
    'Replicas:',
    `${numberAt(object, 'spec', 'replicas')} desired | ${numberAt(object, 'status', 'replicas')} total`,
  );
  w.line(0, 'Update Strategy:', textAt(object, 'spec', 'updateStrategy', 'type'));
  const partition = at(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition');
  if (partition !== undefined) w.line(1, 'Partition:', partition);
  w.line(0, 'Pods Status:', await podsStatus(session, object));
  podTemplate(w, dictAt(object, 'spec', 'template'));
  claims(w, object);
  await events(w, session, object, withEvents);
}

function claims(w: Description, object: KubeObject): void {
  const templates = listAt(object, 'spec', 'volumeClaimTemplates');
  w.line(0, 'Volume Claims:', ...(templates.length === 0 ? ['<none>'] : []));
  for (const claim of templates) {
    w.line(1, 'Name:', textAt(claim, 'metadata', 'name'));
    w.line(1, 'StorageClass:', textAt(claim, 'spec', 'storageClassName'));
    labels(w, 'Labels', dictAt(claim, 'metadata', 'labels'), '  ');
    labels(w, 'Annotations', dictAt(claim, 'metadata', 'annotations'), '  ');
    w.line(1, 'Capacity:', textAt(claim, 'spec', 'resources', 'requests', 'storage') || '<default>');
    w.line(1, 'Access Modes:', `[${listAt<string>(claim, 'spec', 'accessModes').join(' ')}]`);
  }
}
