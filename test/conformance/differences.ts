import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import * as z from 'zod';
import { VERSIONS } from './clients.ts';
import type { Line, Theme } from './theme.ts';
import { ON_REAL } from './variants.ts';

/** Why command lines say something else on the real cluster, or with the practice cluster's own kubectl. */
const schema = z.array(
  z.strictObject({
    on: z.enum(['real', 'own']),
    /**
     * `version`: Kubernetes 1.20 did it otherwise. `cluster`: clusters differ in this. `refused`: the practice cluster
     * does not do it, and says so. `accepted`: nobody knows why.
     */
    because: z.enum(['version', 'cluster', 'refused', 'accepted']),
    reason: z.string().min(20),
    lines: z.array(z.string()).min(1),
  }),
);

export type Differences = z.infer<typeof schema>;

export function readDifferences(): Differences {
  return schema.parse(load(readFileSync(join(import.meta.dirname, 'differences.yaml'), 'utf8')));
}

/** The lines with their names, as `theme: command line`; one that stands there again has a number. */
export function namedLines(theme: Theme): [string, Line][] {
  const seen = new Map<string, number>();
  return theme.lines
    .filter(({ quiet }) => !quiet)
    .map((line) => {
      const name = `${theme.name}: ${line.script}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return [count === 1 ? name : `${name} (${count})`, line];
    });
}

/**
 * What the client accounts for: the one that asks the real cluster says the same of the practice cluster, and our own
 * says what some version of the real one says.
 */
function isTheClients(variant: 'real' | 'own', { otherwise }: Line): boolean {
  const said = otherwise[variant]?.join('\n');
  const clients = variant === 'real' ? [ON_REAL] : VERSIONS;
  return clients.some((version) => otherwise[version]?.join('\n') === said);
}

/** Recorded differences that have no reason, and reasons for what does not differ. */
export function dishonest(themes: readonly Theme[], differences: Differences): string[] {
  return (['real', 'own'] as const).flatMap((variant) => {
    const differing = new Set(
      themes.flatMap((theme) =>
        namedLines(theme).flatMap(([name, line]) =>
          line.otherwise[variant] && !isTheClients(variant, line) ? [name] : [],
        ),
      ),
    );
    const listed = differences.filter(({ on }) => on === variant).flatMap(({ lines }) => lines);
    return [
      ...[...differing]
        .filter((name) => !listed.includes(name))
        .map((name) => `${variant}, without a reason: ${name}`),
      ...listed
        .filter((name) => !differing.has(name))
        .map((name) => `${variant}, does not differ (any more): ${name}`),
      ...listed
        .filter((name, index) => listed.indexOf(name) !== index)
        .map((name) => `${variant}, twice: ${name}`),
    ];
  });
}
