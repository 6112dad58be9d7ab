import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLessons } from '../../src/lesson/load.ts';
import { root } from '../support/program.ts';
import { changesOf } from './changes.ts';
import { judge } from './judge.ts';
import { tryCommands } from './pass.ts';
import { disagreements, knownSurvivors } from './survivors.ts';

const fixtures = join(root, 'fixtures', 'lessons');
const never = new AbortController().signal;

/** A small version of `npm run meta`, which takes minutes. */
describe('what is noticed of changes to a lesson', () => {
  it('is all of them, where each step has what it needs', { timeout: 240_000 }, async () => {
    const { lesson, changes } = await changesOf(join(fixtures, 'validated', 'sound'));
    const seen = await tryCommands(lesson, 2, never);
    const by = Object.fromEntries((await judge(lesson, changes, seen)).map((one) => [one.change.id, one.by]));
    expect(by).toMatchObject({
      'write: check 1 (file) deleted': 'lint: change-without-check',
      'write: left out': 'validate: the step fails',
      'write: undo left out': 'validate: not taken back',
      'look: left out': 'validate: the step fails',
      'keep: `kubectl create configmap kept` became `kubectl create configmap kept-other`':
        'lint: resource-never-made',
    });
    expect(Object.values(by)).not.toContain(undefined);
    expect(seen.stuck).toEqual([]);
  });

  it('is not what a lesson has no check for', { timeout: 240_000 }, async () => {
    const { lesson, changes } = await changesOf(join(fixtures, 'mutated', 'blind'));
    const seen = await tryCommands(lesson, 1, never);
    const verdicts = await judge(lesson, changes, seen);
    const survived = verdicts.filter(({ by }) => by === undefined).map(({ change }) => change.id);
    expect(survived).toContain('write: `mkdir -p forgotten` left out');
    const [reason] = disagreements(survived, { 'gone: left out': 'for no reason at all' });
    expect(reason).toMatch(/^nobody notices, and survivors\.yaml gives no reason: write: /);
    expect(disagreements(['a'], { a: '', b: '' })).toEqual([
      'survivors.yaml has a reason for what is noticed, or is gone: b',
    ]);
  });

  it('has reasons only for changes that there are', async () => {
    const survivors = knownSurvivors();
    const dirs = await findLessons([join(root, 'lessons')]);
    const ids = await Promise.all(
      dirs.map(async (dir) => {
        const { lesson, changes } = await changesOf(dir);
        return [lesson.id, new Set(changes.map(({ id }) => id))] as const;
      }),
    );
    const known = new Map(ids);
    for (const [lesson, reasons] of Object.entries(survivors)) {
      for (const change of Object.keys(reasons)) expect(known.get(lesson), lesson).toContain(change);
    }
  });
});
