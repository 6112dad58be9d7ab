import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import * as z from 'zod';

const schema = z.record(z.string(), z.record(z.string(), z.string().min(20, 'a reason that says something')));

/** By lesson: the changes that nothing notices, each with the reason why that is so. */
export type Survivors = z.infer<typeof schema>;

export function knownSurvivors(): Survivors {
  const parsed = schema.safeParse(
    load(readFileSync(join(import.meta.dirname, 'survivors.yaml'), 'utf8')) ?? {},
  );
  if (!parsed.success) throw new Error(`survivors.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/**
 * Where what survives is not what the list says: changes without a reason, and reasons for what is noticed. A deleted
 * check that others stand in for (`shadowed`) needs a reason, too; which of them do may differ with how fast a machine is.
 */
export function disagreements(
  survived: readonly string[],
  reasons: Readonly<Record<string, string>>,
  shadowed: readonly string[] = [],
): string[] {
  const isDeletion = (id: string) => /: check \d+ \(\w+\) deleted$/.test(id);
  return [
    ...[...survived, ...shadowed]
      .filter((id) => reasons[id] === undefined)
      .map((id) => `nobody notices, and survivors.yaml gives no reason: ${id}`),
    ...Object.keys(reasons)
      .filter((id) => !survived.includes(id) && !isDeletion(id))
      .map((id) => `survivors.yaml has a reason for what is noticed, or is gone: ${id}`),
  ];
}
