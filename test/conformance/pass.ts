import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { diff } from './diff.ts';
import { perform } from './perform.ts';
import { type Line, parseTheme, type Theme } from './theme.ts';
import { REFERENCE, type Variant } from './variants.ts';

export const folder = join(import.meta.dirname, 'themes');

export function readThemes(): Theme[] {
  const files = globSync('*.txt', { cwd: folder }).sort();
  return files.map((file) => parseTheme(basename(file, '.txt'), readFileSync(join(folder, file), 'utf8')));
}

/** What a line says with a variant, and what was recorded of that. */
export interface Outcome {
  readonly line: Line;
  readonly said: readonly string[];
  /** The difference to what the reference says. */
  readonly differs: readonly string[];
  /** The difference to what was recorded for this variant; empty when it says just that. */
  readonly fault: readonly string[];
}

/** What came of a theme; an Error where a preparing line failed. */
export type Pass = Map<Theme, readonly Outcome[] | Error>;

/** Most of a theme is waiting; on a real cluster, nearly all. */
const AT_ONCE = 3;
const AT_ONCE_ON_REAL = 5;

/**
 * Runs the themes with a variant, each on a cluster of its own or at least in a namespace of its own. `patience` is
 * what a line that only looks is given until it sees what was recorded, in milliseconds.
 */
export async function runPass(all: readonly Theme[], variant: Variant, patience: number): Promise<Pass> {
  const done: Pass = new Map();
  const waiting = all.filter(({ practiceOnly }) => variant.name !== 'real' || practiceOnly === undefined);
  const work = async () => {
    for (let theme = waiting.shift(); theme; theme = waiting.shift()) {
      done.set(theme, await runTheme(theme, variant, patience).catch((error: Error) => error));
    }
  };
  await Promise.all(Array.from({ length: variant.name === 'real' ? AT_ONCE_ON_REAL : AT_ONCE }, work));
  return done;
}

async function runTheme(theme: Theme, variant: Variant, patience: number): Promise<Outcome[]> {
  const cluster = await variant.start();
  try {
    const differs = (line: Line, said: readonly string[]) =>
      variant.name === REFERENCE ? [] : diff(line.said, said);
    const fault = (line: Line, said: readonly string[]) =>
      variant.name === REFERENCE
        ? diff(line.said, said)
        : diff(line.otherwise[variant.name] ?? [], differs(line, said));
    const isExpected = (line: Line, said: readonly string[]) => fault(line, said).length === 0;
    const results = await perform(theme, cluster, { isExpected, patience });
    return [...results].map(([line, said]) => ({
      line,
      said,
      differs: differs(line, said),
      fault: fault(line, said),
    }));
  } finally {
    await cluster.dispose();
  }
}
