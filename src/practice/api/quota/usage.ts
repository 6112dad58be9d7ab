import type { Pod, Service } from '../../objects.ts';
import { type Quantity, quantityOf } from '../../quantity.ts';
import { groupKindOf } from '../../store/kinds.ts';
import type { GroupKind, KubeObject } from '../../types.ts';
import { coreResources } from '../resources/core.ts';
import { groupedResources } from '../resources/groups.ts';
import type { Resource } from '../resources/resource.ts';
import { podResources, type Quantities } from './pod-resources.ts';

const resources = new Map<GroupKind, Resource>(
  [...groupedResources, ...coreResources].map((resource) => [resource.stored, resource]),
);

/** The kind of an object as the API serves it; undefined for custom kinds, which no quota counts here. */
export function resourceOf(object: KubeObject): Resource | undefined {
  return resources.get(groupKindOf(object));
}

/** Kinds that quotas knew before `count/` was there for every kind. */
const plainCounts: ReadonlySet<string> = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]);

/** What an object takes of a quota, by the names that quotas have for it. */
export function usageOf(object: KubeObject): Quantities {
  const resource = resourceOf(object);
  if (!resource) return {};
  const { group, plural, kind } = resource;
  const used: Quantities = { [`count/${group ? `${plural}.${group}` : plural}`]: one };
  if (!group && plainCounts.has(plural)) used[plural] = one;
  if (group) return used;
  if (kind === 'Pod') return { ...used, ...podUsage(object as Pod) };
  if (kind === 'Service') return { ...used, ...serviceUsage(object as Service) };
  if (kind === 'PersistentVolumeClaim') return { ...used, ...claimUsage(object as Claim) };
  return used;
}

const one: Quantity = { value: 1, isBinary: false };

function podUsage(pod: Pod): Quantities {
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') return {};
  const used: Quantities = { pods: one };
  for (const [name, amount] of Object.entries(podResources(pod, 'requests'))) {
    if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') used[name] = amount;
    used[`requests.${name}`] = amount;
  }
  for (const [name, amount] of Object.entries(podResources(pod, 'limits'))) used[`limits.${name}`] = amount;
  return used;
}

function serviceUsage({ spec }: Service): Quantities {
  const ports: Quantity = { value: spec.ports?.length ?? 0, isBinary: false };
  if (spec.type === 'LoadBalancer') return { 'services.loadbalancers': one, 'services.nodeports': ports };
  return spec.type === 'NodePort' ? { 'services.nodeports': ports } : {};
}

interface Claim extends KubeObject {
  spec: { storageClassName?: string; resources?: { requests?: { storage?: string } } };
}

function claimUsage({ spec }: Claim): Quantities {
  const storage = quantityOf(spec.resources?.requests?.storage ?? '0');
  const used: Quantities = { 'requests.storage': storage };
  if (!spec.storageClassName) return used;
  const prefix = `${spec.storageClassName}.storageclass.storage.k8s.io`;
  return { ...used, [`${prefix}/requests.storage`]: storage, [`${prefix}/persistentvolumeclaims`]: one };
}
