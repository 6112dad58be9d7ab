import type { Reason } from '../../engine/reasons/reasons.ts';
import type { KubeObject } from '../api/objects.ts';
import { objectName, type ResourceType } from '../api/resources.ts';
import type { Evidence, Investigation } from './investigation.ts';
import { isWorkload } from './workload.ts';

/** Where an object that is not there went: another namespace, another name, another kind. */
export function missingInvestigation(
  type: ResourceType,
  name: string,
  namespace: string | undefined,
): Investigation {
  return {
    key: `missing/${type.group}/${type.kind}/${namespace}/${name}`,
    queries: {
      others: {
        resource: type.group === '' ? type.plural : `${type.plural}.${type.group}`,
        everywhere: true,
      },
      ...(isEndpoints(type) && { services: { resource: 'services', namespace, name } }),
      ...(isWorkload(type) && { pods: { resource: 'pods', namespace, name } }),
    },
    conclude: (evidence) => missingCause(type, name, namespace, evidence),
  };
}

export function missingCause(
  type: ResourceType,
  name: string,
  namespace: string | undefined,
  { others = [], pods = [], services }: Partial<Pick<Evidence, 'others' | 'pods' | 'services'>>,
): Reason | undefined {
  if (isEndpoints(type) && services?.length === 0)
    return { id: 'object-missing', params: { object: `service ${name}` } };
  const here = others.filter((object) => object.metadata.namespace === namespace);
  const similar = here
    .map((object) => ({ object, distance: distance(object.metadata.name, name) }))
    .filter((one) => one.distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0]?.object;
  if (similar !== undefined) return meant(objectName(type, similar.metadata.name));
  if (pods[0] !== undefined) return meant(`pod ${pods[0].metadata.name}`);
  const elsewhere = others.find((object) => object.metadata.name === name && isElsewhere(object, namespace));
  if (elsewhere === undefined) return undefined;
  const params = { object: objectName(type, name), namespace: elsewhere.metadata.namespace ?? '' };
  return { id: 'other-namespace', params };
}

/** They come with their Service, and go with it. */
function isEndpoints({ kind }: ResourceType): boolean {
  return kind === 'Endpoints';
}

function isElsewhere({ metadata }: KubeObject, namespace: string | undefined): boolean {
  return metadata.namespace !== undefined && metadata.namespace !== namespace;
}

function meant(object: string): Reason {
  return { id: 'did-you-mean', params: { object } };
}

/** How many letters to add, drop, change or swap with their neighbour make one name the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
