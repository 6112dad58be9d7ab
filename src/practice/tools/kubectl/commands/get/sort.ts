import { parseQuantity } from '../../../../quantity.ts';
import type { KubeObject } from '../../api/objects.ts';
import { KubectlError } from '../../errors.ts';
import { JsonPath, JsonPathError, relaxed } from '../../jsonpath/evaluate.ts';
import type { TableRow } from '../../printers/table.ts';

/** Rows in the order of a field; none, as in kubectl, when no object has it. */
export function sortRows(rows: readonly TableRow[], expression: string): TableRow[] {
  return sortBy(rows, expression, (row) => row.object ?? {}) ?? [];
}

/** Objects in the order of a field. @throws KubectlError when none has it */
export function sortObjects(objects: readonly KubeObject[], expression: string): KubeObject[] {
  const sorted = sortBy(objects, expression, (object) => object);
  if (sorted) return sorted;
  throw new KubectlError(
    `error: couldn't find any field with path "${relaxed(expression)}" in the list of objects`,
  );
}

function sortBy<T>(
  items: readonly T[],
  expression: string,
  objectOf: (item: T) => KubeObject,
): T[] | undefined {
  try {
    const path = new JsonPath(relaxed(expression), { allowMissing: true });
    const keyed = items.map((item) => ({ item, key: path.find(objectOf(item))[0]?.[0] }));
    if (items.length > 0 && keyed.every(({ key }) => key === undefined)) return undefined;
    return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new KubectlError(`error: ${error.message}`);
  }
}

function compareKeys(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  const [first, second] = [parseQuantity(left), parseQuantity(right)];
  if (first !== undefined && second !== undefined) return first - second;
  return naturally(left, right);
}

/** Runs of digits compare as numbers. */
function naturally(a: string, b: string): number {
  const parts = (text: string) => text.match(/\d+|\D/g) ?? [];
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [one = '', other = ''] = [left[index], right[index]];
    if (one === other) continue;
    const numbers = /^\d/.test(one) && /^\d/.test(other);
    if (numbers && Number(one) !== Number(other)) return Number(one) - Number(other);
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
