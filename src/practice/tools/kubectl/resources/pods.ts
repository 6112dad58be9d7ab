import { type Resource, resourcePath } from '../api/discovery.ts';
import { at, dictAt, type KubeObject, listAt, nameOf, numberAt, textAt } from '../api/objects.ts';
import { KubectlError } from '../errors.ts';
import type { Session } from '../session.ts';
import { fetchList } from './selection.ts';

/** A label selector of a workload, as the query wants it. Empty where the object selects nothing. */
export function selectorOf(object: KubeObject): string {
  const plain = object.kind === 'Service' || object.kind === 'ReplicationController';
  const selector = dictAt(object, 'spec', 'selector');
  const labels = plain ? selector : dictAt(selector, 'matchLabels');
  const parts = Object.keys(labels)
    .sort()
    .map((key) => `${key}=${textAt(labels, key)}`);
  for (const one of plain ? [] : listAt(selector, 'matchExpressions')) parts.push(expression(one));
  return parts.join(',');
}

function expression(one: Record<string, unknown>): string {
  const key = textAt(one, 'key');
  const values = listAt<string>(one, 'values').join(',');
  switch (textAt(one, 'operator')) {
    case 'In':
      return `${key} in (${values})`;
    case 'NotIn':
      return `${key} notin (${values})`;
    case 'Exists':
      return key;
    default:
      return `!${key}`;
  }
}

export type PodOrder = 'for-logs' | 'for-exec';

/** The pods of a workload, the one to look into first at the front. */
export async function podsOf(
  session: Session,
  resource: Resource,
  namespace: string,
  name: string,
  order: PodOrder,
): Promise<KubeObject[]> {
  const object = await session.client.get<KubeObject>(resourcePath(resource, namespace, name));
  const selector = selectorOf({ ...object, kind: resource.kind });
  if (selector === '') {
    throw new KubectlError(
      `error: cannot attach to *${resource.version}.${resource.kind}: selector for ${resource.kind} not found`,
    );
  }
  const pods = await session.discovery.resolve('pods');
  const { items } = await fetchList(session, resourcePath(pods, namespace), { selector });
  return items.sort(order === 'for-logs' ? byLogging : (a, b) => -byActivity(a, b));
}

const READY_PHASES = ['Running', 'Unknown', 'Pending'];

const isReady = (pod: KubeObject): boolean =>
  listAt(pod, 'status', 'conditions').some((one) => one.type === 'Ready' && one.status === 'True');

const readySince = (pod: KubeObject): string =>
  textAt(
    listAt(pod, 'status', 'conditions').find((one) => one.type === 'Ready' && one.status === 'True'),
    'lastTransitionTime',
  );

const restarts = (pod: KubeObject): number =>
  Math.max(0, ...listAt(pod, 'status', 'containerStatuses').map((one) => numberAt(one, 'restartCount')));

/** Which pod's log says most: bound to a node, running, ready for longest, restarted most, oldest. */
function byLogging(a: KubeObject, b: KubeObject): number {
  const bound = Number(textAt(b, 'spec', 'nodeName') !== '') - Number(textAt(a, 'spec', 'nodeName') !== '');
  if (bound !== 0) return bound;
  const phase =
    READY_PHASES.indexOf(textAt(a, 'status', 'phase')) - READY_PHASES.indexOf(textAt(b, 'status', 'phase'));
  if (phase !== 0) return phase;
  if (isReady(a) !== isReady(b)) return isReady(a) ? -1 : 1;
  if (isReady(a) && readySince(a) !== readySince(b)) return readySince(a) < readySince(b) ? -1 : 1;
  if (restarts(a) !== restarts(b)) return restarts(b) - restarts(a);
  return byAge(a, b);
}

/** Least active first. */
function byActivity(a: KubeObject, b: KubeObject): number {
  const order = ['Pending', 'Unknown', 'Running'];
  const bound = Number(textAt(a, 'spec', 'nodeName') !== '') - Number(textAt(b, 'spec', 'nodeName') !== '');
  if (bound !== 0) return bound;
  const phase = order.indexOf(textAt(a, 'status', 'phase')) - order.indexOf(textAt(b, 'status', 'phase'));
  if (phase !== 0) return phase;
  if (isReady(a) !== isReady(b)) return isReady(a) ? 1 : -1;
  if (isReady(a) && readySince(a) !== readySince(b)) return readySince(a) < readySince(b) ? 1 : -1;
  if (restarts(a) !== restarts(b)) return restarts(b) - restarts(a);
  return -byAge(a, b);
}

function byAge(a: KubeObject, b: KubeObject): number {
  const [left, right] = [
    textAt(a, 'metadata', 'creationTimestamp'),
    textAt(b, 'metadata', 'creationTimestamp'),
  ];
  return left === right ? 0 : left < right ? -1 : 1;
}

export interface ContainerNames {
  regular: string[];
  init: string[];
  ephemeral: string[];
}

export function containersOf(pod: KubeObject): ContainerNames {
  const names = (field: string) => listAt(pod, 'spec', field).map((one) => textAt(one, 'name'));
  return {
    regular: names('containers'),
    init: names('initContainers'),
    ephemeral: names('ephemeralContainers'),
  };
}

/**
 * The container that a command means: the one named, the annotated default, or the first, with a word on stderr where
 * there are several. @throws KubectlError when the pod has no container of that name
 */
export function chooseContainer(session: Session, pod: KubeObject, wanted: string, quiet = false): string {
  const { regular, init, ephemeral } = containersOf(pod);
  const all = [...regular, ...init, ...ephemeral];
  if (wanted !== '') {
    if (all.includes(wanted)) return wanted;
    throw new KubectlError(`error: container ${wanted} is not valid for pod ${nameOf(pod)}`);
  }
  const [first = ''] = regular;
  const annotated = at(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container');
  if (typeof annotated === 'string' && all.includes(annotated)) return annotated;
  if (all.length > 1 && !quiet) {
    const names = [
      ...regular,
      ...init.map((one) => `${one} (init)`),
      ...ephemeral.map((one) => `${one} (ephem)`),
    ];
    session.err(`Defaulted container "${first}" out of: ${names.join(', ')}\n`);
  }
  return first;
}
