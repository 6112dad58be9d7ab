import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import * as z from 'zod';
import { root } from '../support/program.ts';

/** What a fault must do to a check: `check` names it (see README.md), `says` is a pattern for its reason in English. */
const red = z.strictObject({ check: z.string(), says: z.string() });

const fault = z.strictObject({
  id: z.string(),
  what: z.string(),
  /** The step that was done last when it happens. */
  after: z.string(),
  inject: z.string(),
  /** A command that ends well once the cluster shows the fault; without one that is when `inject` has ended. */
  effect: z.string().optional(),
  red: z.array(red),
  /** Other checks that may rightly turn red; `*` is all of them. */
  also: z.array(z.string()).default([]),
  /** How it is put right; a fault without one goes by itself. */
  mend: z.string().optional(),
  /** Why it is not tried on a cluster that others use too. */
  practice: z.string().optional(),
});

export type Fault = z.infer<typeof fault>;

/** Every fault, in the order of the files and within them. */
export function loadFaults(): Fault[] {
  const folder = join(root, 'fixtures', 'faults');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((name) => {
    const parsed = z.array(fault).safeParse(load(readFileSync(join(folder, name), 'utf8')));
    if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
}
