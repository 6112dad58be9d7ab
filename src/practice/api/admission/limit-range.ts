import type { Container, Pod } from '../../objects.ts';
import { formatQuantity, parseQuantity, quantityOf } from '../../quantity.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import { forbidden } from '../errors.ts';
import { podResources, type Quantities } from '../quota/pod-resources.ts';
import { resourceOf } from '../quota/usage.ts';

type Amounts = Record<string, string>;

export interface LimitRangeItem {
  type: string;
  min?: Amounts;
  max?: Amounts;
  default?: Amounts;
  defaultRequest?: Amounts;
  maxLimitRequestRatio?: Amounts;
}

export interface LimitRange extends KubeObject {
  spec: { limits?: LimitRangeItem[] };
}

/** Gives a new pod what the limit ranges of its namespace have for those that say nothing. Returns whether it did. */
export function defaultByLimitRanges(store: ClusterStore, pod: Pod): boolean {
  const said: string[] = [];
  for (const { type, default: limits = {}, defaultRequest = {} } of itemsFor(store, pod)) {
    if (type !== 'Container') continue;
    const containers = [
      ...(pod.spec.initContainers ?? []).map((container) => ({ container, what: 'init container' })),
      ...pod.spec.containers.map((container) => ({ container, what: 'container' })),
    ];
    for (const { container, what } of containers) {
      const requested = fill(container, 'requests', defaultRequest);
      const limited = fill(container, 'limits', limits);
      if (requested.length > 0) said.push(`${requested.join(', ')} request for ${what} ${container.name}`);
      if (limited.length > 0) said.push(`${limited.join(', ')} limit for ${what} ${container.name}`);
    }
  }
  if (said.length === 0) return false;
  const note = { 'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${said.join('; ')}` };
  pod.metadata.annotations = { ...pod.metadata.annotations, ...note };
  return true;
}

function fill(container: Container, what: 'requests' | 'limits', defaults: Amounts): string[] {
  const given = container.resources?.[what] ?? {};
  const missing = Object.keys(defaults)
    .filter((name) => given[name] === undefined)
    .sort();
  if (missing.length > 0) container.resources = { ...container.resources, [what]: { ...defaults, ...given } };
  return missing;
}

/** @throws ApiError 403 for what no limit range of the namespace allows */
export function checkLimitRanges(store: ClusterStore, object: KubeObject): void {
  const items = itemsFor(store, object);
  const resource = resourceOf(object);
  if (items.length === 0 || !resource) return;
  const wrong = items.flatMap((item) => faults(item, object));
  if (wrong.length === 0) return;
  const why = wrong.length === 1 ? (wrong[0] ?? '') : `[${wrong.join(', ')}]`;
  throw forbidden(resource, object.metadata.name, why);
}

function faults(item: LimitRangeItem, object: KubeObject): string[] {
  if (object.kind === 'PersistentVolumeClaim') {
    if (item.type !== object.kind) return [];
    const { spec } = object as KubeObject & { spec: { resources?: { requests?: Amounts } } };
    // Of a claim, only what it asks for is looked at.
    const requests = quantities(spec.resources?.requests);
    return [...tooLittle(item, requests, requests), ...tooMuch(item, requests, requests, 'request')];
  }
  const pod = object as Pod;
  const check = (requests: Quantities, limits: Quantities) => [
    ...tooLittle(item, requests, limits),
    ...tooMuch(item, requests, limits, 'limit'),
    ...tooFarApart(item, requests, limits),
  ];
  if (item.type === 'Pod') return check(podResources(pod, 'requests'), podResources(pod, 'limits'));
  if (item.type !== 'Container') return [];
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return containers.flatMap(({ resources }) =>
    check(quantities(resources?.requests), quantities(resources?.limits)),
  );
}

function tooLittle({ type, min = {} }: LimitRangeItem, requests: Quantities, limits: Quantities): string[] {
  return entries(min).flatMap(([name, least]) => {
    const rule = `minimum ${name} usage per ${type} is ${formatQuantity(quantityOf(least))}`;
    const [request, limit] = [requests[name], limits[name]];
    const bound = parseQuantity(least) ?? 0;
    if (!request) return [`${rule}.  No request is specified`];
    if (request.value < bound) return [`${rule}, but request is ${formatQuantity(request)}`];
    return limit && limit.value < bound ? [`${rule}, but limit is ${formatQuantity(limit)}`] : [];
  });
}

function tooMuch(
  { type, max = {} }: LimitRangeItem,
  requests: Quantities,
  limits: Quantities,
  word: string,
): string[] {
  return entries(max).flatMap(([name, most]) => {
    const rule = `maximum ${name} usage per ${type} is ${formatQuantity(quantityOf(most))}`;
    const [request, limit] = [requests[name], limits[name]];
    const bound = parseQuantity(most) ?? 0;
    if (!limit) return [`${rule}.  No limit is specified`];
    if (limit.value > bound) return [`${rule}, but ${word} is ${formatQuantity(limit)}`];
    return request && request.value > bound ? [`${rule}, but request is ${formatQuantity(request)}`] : [];
  });
}

function tooFarApart(
  { type, maxLimitRequestRatio = {} }: LimitRangeItem,
  requests: Quantities,
  limits: Quantities,
): string[] {
  return entries(maxLimitRequestRatio).flatMap(([name, most]) => {
    const rule = `${name} max limit to request ratio per ${type} is ${most}, but`;
    const [request, limit] = [requests[name]?.value ?? 0, limits[name]?.value ?? 0];
    if (request === 0) return [`${rule} no request is specified or request is 0`];
    if (limit === 0) return [`${rule} no limit is specified or limit is 0`];
    const ratio = limit / request;
    return ratio > (parseQuantity(most) ?? 0) ? [`${rule} provided ratio is ${ratio.toFixed(6)}`] : [];
  });
}

function entries(amounts: Amounts): [string, string][] {
  return Object.entries(amounts).sort(([one], [other]) => (one < other ? -1 : 1));
}

function quantities(amounts: Amounts | undefined): Quantities {
  return Object.fromEntries(Object.entries(amounts ?? {}).map(([name, text]) => [name, quantityOf(text)]));
}

function itemsFor(store: ClusterStore, { metadata }: KubeObject): LimitRangeItem[] {
  const ranges = store.list<LimitRange>('LimitRange', { namespace: metadata.namespace ?? '' });
  return ranges.flatMap(({ spec }) => spec.limits ?? []);
}
