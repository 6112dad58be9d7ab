import { emptySet, type FieldSet, sorted } from './field-set.ts';
import { isTree } from './shape.ts';

/** A field set as `metadata.managedFields[].fieldsV1` carries it. */
export function toFieldsV1(set: FieldSet): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  if (set.member && set.inside.size > 0) fields['.'] = {};
  for (const step of sorted(set.inside.keys())) {
    const child = set.inside.get(step);
    if (child) fields[step] = toFieldsV1(child);
  }
  return fields;
}

/** Undefined for what is no field set. */
export function fromFieldsV1(fields: unknown): FieldSet | undefined {
  if (!isTree(fields)) return undefined;
  const set = emptySet();
  for (const [step, value] of Object.entries(fields)) {
    if (step === '.') continue;
    const child = /^[fkvi]:/.test(step) ? fromFieldsV1(value) : undefined;
    if (!child) return undefined;
    child.member = Object.keys(value as object).length === 0 || Object.hasOwn(value as object, '.');
    set.inside.set(step, child);
  }
  return set;
}

/** A path as messages show it: `.spec.containers[name="web"].image`. */
export function formatPath(path: readonly string[]): string {
  return path.map(formatStep).join('');
}

function formatStep(step: string): string {
  const [kind, rest] = [step.slice(0, 1), step.slice(2)];
  if (kind === 'f') return `.${rest}`;
  if (kind === 'v') return `[=${rest}]`;
  if (kind !== 'k') return `[${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as Record<string, unknown>);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}
