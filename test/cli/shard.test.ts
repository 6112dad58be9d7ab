import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shardOf } from '../../src/cli/validation/shard.ts';
import { type Lesson, loadLesson } from '../../src/lesson/load.ts';
import { pilotage, root } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilotage-shard-'));
afterAll(() => rmSync(folder, { recursive: true }));
const validated = join(root, 'fixtures', 'lessons', 'validated');
const lessons = await Promise.all(
  ['failing', 'flaky', 'left', 'sound', 'useless'].map((id) => loadLesson(join(validated, id))),
);

async function split(count: number, durations: string[] = [], of: readonly Lesson[] = lessons) {
  const shards: string[][] = [];
  for (let index = 1; index <= count; index += 1)
    shards.push((await shardOf(of, { shard: `${index}/${count}`, durations })).map(({ id }) => id));
  return shards;
}

/** A report as `validate` writes it, of lessons that took so many milliseconds. */
function report(name: string, times: Record<string, number>, status = 'passed'): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    JSON.stringify({ lessons: Object.entries(times).map(([id, ms]) => ({ id, ms, status })) }),
  );
  return file;
}

describe('pilotage validate --shard', () => {
  it.each([1, 2, 3, 5, 9])('puts each lesson into exactly one of %i shards', async (count) => {
    const shards = await split(count);
    expect(shards).toHaveLength(count);
    expect(shards.flat().toSorted()).toEqual(lessons.map(({ id }) => id).toSorted());
  });

  it('gives the same shards whatever the order of the lessons is', async () => {
    const sorted = (shards: string[][]) => shards.map((ids) => ids.toSorted());
    expect(sorted(await split(3, [], lessons.toReversed()))).toEqual(sorted(await split(3)));
  });

  it('splits by what reports have recorded, those of earlier shards too', async () => {
    const first = report('first.json', { sound: 9_000, left: 2_000 });
    const second = report('second.json', { failing: 3_000, flaky: 3_000, useless: 1_000 });
    const [one, two] = await split(2, [first, second]);
    expect(one).toEqual(['sound']);
    expect(two).toEqual(['failing', 'flaky', 'left', 'useless']);
  });

  it('counts steps where nothing is recorded, and takes a failed lesson for not recorded', async () => {
    // By their steps, sound takes 4 s and failing 3 s; its 10 ms are how soon it failed.
    const durations = [
      report('sound.json', { sound: 4_000 }),
      report('failed.json', { failing: 10 }, 'failed'),
    ];
    const [one, two] = await split(2, durations);
    expect(one).toContain('sound');
    expect(two).toContain('failing');
  });

  it('says which lessons it takes, and passes where there is none for it', async () => {
    const args = ['validate', join(validated, 'sound'), '--shard', '2/2', '--report', 'json'];
    const { exit, stdout, stderr } = await pilotage(args);
    expect(stderr).toContain('shard 2/2: there are fewer workshops than shards, and none for this one\n');
    expect(JSON.parse(stdout)).toMatchObject({ lessons: [] });
    expect(exit).toBe(0);
  });

  it.each([
    [['--shard', '3/2'], '--shard 3/2 is no part of a whole.', 'Say --shard 1/3'],
    [['--shard', 'one'], '--shard one is no part of a whole.', 'Say --shard 1/3'],
    [['--durations', 'x.json'], 'nothing is to be split', 'Add --shard 1/2.'],
    [['--shard', '1/2', '--durations', 'x.json'], 'x.json cannot be read: ENOENT', 'steps are counted'],
    [['--shard', '1/2', '--durations', 'package.json'], 'is no report of validate', '--report json=FILE'],
  ])('%j: says what is wrong with what was asked', async (args, what, next) => {
    const { exit, stderr } = await pilotage(['validate', join(validated, 'sound'), ...args]);
    expect(stderr).toContain(what);
    expect(stderr).toContain(next);
    expect(exit).toBe(2);
  });
});
