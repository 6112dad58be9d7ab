import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { UsageError } from '../../base/errors.ts';
import type { Lesson } from '../../lesson/load.ts';

/** `--shard` and `--durations`. */
export interface ShardOptions {
  /** `2/4`: the second of four. */
  readonly shard?: string;
  /** Files that `--report json=FILE` has written before. */
  readonly durations: readonly string[];
}

/**
 * The lessons that one of several machines is to take, so that all of them are done at about the same time. Whoever is
 * asked with the same lessons and durations gives the same answer, and each lesson is in exactly one shard.
 * @throws UsageError
 */
export async function shardOf(lessons: readonly Lesson[], options: ShardOptions): Promise<readonly Lesson[]> {
  const { shard, durations } = options;
  if (shard === undefined) {
    if (durations.length === 0) return lessons;
    throw new UsageError('--durations says how to split, and nothing is to be split.', 'Add --shard 1/2.');
  }
  const { index, count } = parse(shard);
  const weights = weigh(lessons, await recorded(durations));
  const loads = Array.from({ length: count }, () => 0);
  const mine = new Set<Lesson>();
  // The longest first, each to whoever has least so far.
  for (const lesson of lessons.toSorted(byWeight(weights))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + (weights.get(lesson) ?? 0);
    if (least === index - 1) mine.add(lesson);
  }
  const taken = lessons.filter((lesson) => mine.has(lesson));
  const names = taken.map(({ id }) => id).join(', ');
  process.stderr.write(
    `shard ${shard}: ${names || 'there are fewer workshops than shards, and none for this one'}\n`,
  );
  return taken;
}

function parse(shard: string): { index: number; count: number } {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(shard) ?? []).map(Number);
  if (index !== undefined && count !== undefined && index >= 1 && index <= count) return { index, count };
  throw new UsageError(`--shard ${shard} is no part of a whole.`, 'Say --shard 1/3 for the first of three.');
}

/** By id, so that it does not matter in which order the folders were named. */
function byWeight(weights: ReadonlyMap<Lesson, number>) {
  return (a: Lesson, b: Lesson) =>
    (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Milliseconds that each is expected to take; one that was never timed as long as its steps would in the others. */
function weigh(lessons: readonly Lesson[], known: ReadonlyMap<string, number>): Map<Lesson, number> {
  const timed = lessons.filter(({ id }) => known.has(id));
  const steps = (some: readonly Lesson[]) => some.reduce((sum, { file }) => sum + file.steps.length, 0);
  const total = timed.reduce((sum, { id }) => sum + (known.get(id) ?? 0), 0);
  const perStep = total > 0 ? total / steps(timed) : 1;
  return new Map(lessons.map((lesson) => [lesson, known.get(lesson.id) ?? steps([lesson]) * perStep]));
}

const report = z.object({
  lessons: z.array(z.object({ id: z.string(), ms: z.number(), status: z.string() })),
});

/** What reports say of lessons that passed: one that failed ended early. @throws UsageError */
async function recorded(files: readonly string[]): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `--durations ${file} cannot be read: ${error.code}.`,
        'Without it, steps are counted.',
      );
    });
    const parsed = report.safeParse(jsonIn(text));
    if (!parsed.success) {
      throw new UsageError(
        `--durations ${file} is no report of validate.`,
        'pilotage validate --report json=FILE writes one.',
      );
    }
    for (const { id, ms, status } of parsed.data.lessons) if (status === 'passed') known.set(id, ms);
  }
  return known;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
