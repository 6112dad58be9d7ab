import type { FieldSet } from './field-set.ts';
import { difference, isEmpty, setOf, sorted, union } from './field-set.ts';
import { fromFieldsV1, toFieldsV1 } from './fields-v1.ts';

/** Somebody who set fields of an object, in one way. */
export interface Identity {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
}

export interface Manager extends Identity {
  time?: string;
  fields: FieldSet;
}

/** What the server itself sets, or what tells the object from others: nobody's. */
const unowned = setOf(
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => ['f:metadata', `f:${name}`]),
);

/** How many managers by update an object remembers; the oldest of the others become one. */
const mostUpdaters = 10;
const ancient = 'ancient-changes';

export function sameIdentity(one: Identity, other: Identity): boolean {
  return (
    one.manager === other.manager &&
    one.operation === other.operation &&
    one.apiVersion === other.apiVersion &&
    (one.subresource ?? '') === (other.subresource ?? '')
  );
}

/** From `metadata.managedFields`. Undefined when that is malformed. */
export function decodeManagers(entries: unknown): Manager[] | undefined {
  if (!Array.isArray(entries)) return undefined;
  const managers: Manager[] = [];
  for (const entry of entries as Partial<Identity & { time: string; fieldsV1: unknown }>[]) {
    const { manager = '', operation, apiVersion = '', subresource, time } = entry ?? {};
    const fields = fromFieldsV1(entry?.fieldsV1 ?? {});
    if ((operation !== 'Apply' && operation !== 'Update') || !fields) return undefined;
    managers.push({
      manager,
      operation,
      apiVersion,
      ...(subresource ? { subresource } : {}),
      ...(time ? { time } : {}),
      fields,
    });
  }
  return managers;
}

/** As `metadata.managedFields`, without those who own nothing any more. */
export function encodeManagers(managers: readonly Manager[]): object[] {
  const owning = managers
    .map((one) => ({ ...one, fields: difference(one.fields, unowned) }))
    .filter((one) => !isEmpty(one.fields));
  return capped(owning)
    .sort(byAge)
    .map(({ fields, manager, operation, apiVersion, subresource, time }) => ({
      manager,
      operation,
      apiVersion,
      ...(time ? { time } : {}),
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(fields),
      ...(subresource ? { subresource } : {}),
    }));
}

function byAge(left: Manager, right: Manager): number {
  const key = ({ operation, time, manager, apiVersion, subresource }: Manager) =>
    JSON.stringify([operation, time ?? '', manager, apiVersion, subresource ?? '']);
  const [first] = sorted([key(left), key(right)]);
  return first === key(left) ? -1 : 1;
}

function capped(managers: Manager[]): Manager[] {
  const updaters = managers.filter((one) => one.operation === 'Update').sort(byAge);
  const old = updaters.slice(0, Math.max(0, updaters.length - mostUpdaters));
  const merged = new Map<string, Manager>();
  for (const { apiVersion, fields, time } of old) {
    const known = merged.get(apiVersion);
    merged.set(apiVersion, {
      manager: ancient,
      operation: 'Update',
      apiVersion,
      ...(time ? { time } : {}),
      fields: known ? union(known.fields, fields) : fields,
    });
  }
  return [...managers.filter((one) => !old.includes(one)), ...merged.values()];
}
