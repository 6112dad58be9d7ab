import { evaluate } from './expression.ts';

/**
 * Compares a value with a partial tree, as chainsaw's assertion trees do. A map in the tree must match in the keys that
 * it names; an array must have the same length and match element by element; a scalar must be equal and of the same
 * type; null also matches what is not there. A key in parentheses is a JMESPath expression, evaluated on the value at
 * that place; what it gives is compared with what stands under the key.
 */
export type Mismatch = { readonly path: string } & (
  | { readonly kind: 'value'; readonly actual: unknown; readonly expected: unknown }
  | { readonly kind: 'length'; readonly actual: number; readonly expected: number }
  | { readonly kind: 'expression'; readonly error: string }
);

/** The first place where they differ, in the tree's order; undefined when the value matches. */
export function findMismatch(value: unknown, tree: unknown, path = ''): Mismatch | undefined {
  if (Array.isArray(tree)) return mismatchInArray(value, tree, path);
  if (isMap(tree)) return mismatchInMap(value, tree, path);
  const same = tree === null ? value === undefined || value === null : value === tree;
  return same ? undefined : { kind: 'value', path, actual: value, expected: tree };
}

function mismatchInArray(value: unknown, tree: unknown[], path: string): Mismatch | undefined {
  if (!Array.isArray(value)) return { kind: 'value', path, actual: value, expected: tree };
  if (value.length !== tree.length) {
    return { kind: 'length', path, actual: value.length, expected: tree.length };
  }
  for (const [index, expected] of tree.entries()) {
    const mismatch = findMismatch(value[index], expected, `${path}[${index}]`);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function mismatchInMap(value: unknown, tree: Record<string, unknown>, path: string): Mismatch | undefined {
  for (const [key, expected] of Object.entries(tree)) {
    const expression = /^\((.*)\)$/s.exec(key)?.[1];
    const at = join(path, expression ?? key, expression !== undefined);
    let actual: unknown;
    if (expression !== undefined) {
      const result = evaluate(value ?? null, expression);
      if ('error' in result) return { kind: 'expression', path: at, error: result.error };
      actual = result.value;
    } else if (isMap(value)) actual = Object.hasOwn(value, key) ? value[key] : undefined;
    else if (value !== undefined && value !== null)
      return { kind: 'value', path, actual: value, expected: tree };
    const mismatch = findMismatch(actual, expected, at);
    if (mismatch !== undefined) return mismatch;
  }
  // A map that names nothing still wants a map.
  if (Object.keys(tree).length === 0 && !isMap(value))
    return { kind: 'value', path, actual: value, expected: tree };
  return undefined;
}

function join(path: string, key: string, expression: boolean): string {
  const plain = expression || /^[A-Za-z_][\w-]*$/.test(key);
  if (!plain) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
