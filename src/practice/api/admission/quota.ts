import type { Pod } from '../../objects.ts';
import { formatQuantity, quantityOf, zero } from '../../quantity.ts';
import { groupKindOf } from '../../store/kinds.ts';
import type { ClusterStore } from '../../store/store.ts';
import type { KubeObject } from '../../types.ts';
import { forbidden } from '../errors.ts';
import type { Quantities } from '../quota/pod-resources.ts';
import { isInScope, type ResourceQuota, usedOf } from '../quota/quota.ts';
import { resourceOf, usageOf } from '../quota/usage.ts';

/** Holds an object that is to be stored against the quotas of its namespace. @throws ApiError 403 */
export function admitQuota(store: ClusterStore, object: KubeObject, before: KubeObject | undefined): void {
  const { namespace, name } = object.metadata;
  const resource = resourceOf(object);
  if (namespace === undefined || !resource) return;
  const quotas = store.list<ResourceQuota>('ResourceQuota', { namespace });
  if (quotas.length === 0) return;
  for (const quota of quotas.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
    const why = isInScope(quota, object) ? excess(store, quota, object, before) : undefined;
    if (why !== undefined) throw forbidden(resource, name, why);
  }
}

function excess(
  store: ClusterStore,
  quota: ResourceQuota,
  object: KubeObject,
  before: KubeObject | undefined,
): string | undefined {
  const { name } = quota.metadata;
  const hard = quota.spec?.hard ?? {};
  const missing = before === undefined && groupKindOf(object) === 'Pod' ? unsaid(object as Pod, hard) : [];
  if (missing.length > 0) return `failed quota: ${name}: must specify ${missing.join('; ')}`;
  const added = increase(object, before);
  const concerned = Object.keys(hard).filter((key) => (added[key]?.value ?? 0) > 0);
  if (concerned.length === 0) return undefined;
  const used = usedOf(store, quota);
  const over = concerned
    .filter(
      (key) =>
        (used[key]?.value ?? 0) + (added[key]?.value ?? 0) > quantityOf(hard[key] ?? '0').value + tolerance,
    )
    .sort();
  if (over.length === 0) return undefined;
  const list = (amounts: Quantities) =>
    over.map((key) => `${key}=${formatQuantity(amounts[key] ?? zero)}`).join(',');
  const limits = Object.fromEntries(over.map((key) => [key, quantityOf(hard[key] ?? '0')]));
  return `exceeded quota: ${name}, requested: ${list(added)}, used: ${list(used)}, limited: ${list(limits)}`;
}

/** Amounts are sums of fractions: tenths of a CPU. */
const tolerance = 1e-6;

function increase(object: KubeObject, before: KubeObject | undefined): Quantities {
  const earlier = before ? usageOf(before) : {};
  return Object.fromEntries(
    Object.entries(usageOf(object)).map(([key, { value, isBinary }]) => [
      key,
      { value: value - (earlier[key]?.value ?? 0), isBinary },
    ]),
  );
}

const demanded = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/** What a quota limits and containers do not say of themselves: nobody could count it. */
function unsaid({ spec }: Pod, hard: Record<string, string>): string[] {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  return demanded
    .filter((key) => key in hard)
    .flatMap((key) => {
      const what = key.startsWith('limits.') ? 'limits' : 'requests';
      const resource = key.replace(/^\w+\./, '');
      const silent = containers.filter(({ resources }) => resources?.[what]?.[resource] === undefined);
      const names = silent.map((container) => container.name).sort();
      return names.length > 0 ? [`${key} for: ${names.join(',')}`] : [];
    });
}
