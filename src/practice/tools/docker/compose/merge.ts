import { isMapping, type Mapping } from './schema.ts';

/** Keys whose lists a later file replaces instead of adding to. */
const replaced = new Set(['command', 'entrypoint', 'test']);

/** Lists of `NAME=value` that mean the same as mappings. */
const pairLists = new Set(['environment', 'labels', 'args', 'extra_hosts', 'sysctls', 'annotations']);

/** Puts lists that stand for mappings, and short forms, into the form that two files can be merged in. */
export function normalizeForms(value: unknown, key = ''): unknown {
  if (pairLists.has(key) && Array.isArray(value)) return fromPairs(value);
  if (key === 'build' && typeof value === 'string') return { context: value };
  if (key === 'depends_on' && Array.isArray(value)) {
    return Object.fromEntries(
      value.map((name) => [String(name), { condition: 'service_started', required: true }]),
    );
  }
  if (Array.isArray(value)) return value.map((item) => normalizeForms(item));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, normalizeForms(item, name)]));
}

function fromPairs(list: readonly unknown[]): Mapping {
  return Object.fromEntries(
    list.map((item) => {
      const text = String(item);
      const equals = text.indexOf('=');
      return equals < 0 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}

/** What a later file says goes over what an earlier one says. */
export function mergeFiles(earlier: unknown, later: unknown, key = ''): unknown {
  if (isMapping(earlier) && isMapping(later)) {
    const result: Mapping = { ...earlier };
    for (const [name, value] of Object.entries(later)) {
      result[name] = Object.hasOwn(result, name) ? mergeFiles(result[name], value, name) : value;
    }
    return result;
  }
  if (Array.isArray(earlier) && Array.isArray(later) && !replaced.has(key))
    return [...new Set([...earlier, ...later])];
  return later;
}
