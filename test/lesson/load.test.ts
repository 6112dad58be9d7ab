import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/base/errors.ts';
import { findLessons, loadLesson, proseOf } from '../../src/lesson/load.ts';
import { checkKinds, kindOf } from '../../src/lesson/schema.ts';

const good = join(import.meta.dirname, '../../fixtures/lessons/good');
const full = join(good, 'full');

describe('loading', () => {
  it('gives what the lesson says', async () => {
    const lesson = await loadLesson(full);

    expect(lesson.id).toBe('full');
    expect(lesson.file.variables).toEqual({ TAG: 'v0.1' });
    expect(lesson.file.steps.map(({ id }) => id)).toEqual([
      'start-cluster',
      'deploy-web',
      'follow',
      'look',
      'read',
    ]);
    const kinds = lesson.file.steps.flatMap(({ checks = [] }) => checks.map(kindOf));
    expect(new Set(kinds)).toEqual(new Set(checkKinds));
    expect(lesson.filesDir).toBe(join(full, 'files'));
  });

  it('gives the value of an alias wherever it stands', async () => {
    const { steps } = (await loadLesson(full)).file;
    expect(steps[2]?.checks).toEqual(steps[0]?.checks);
  });

  it('falls back to English', async () => {
    const lesson = await loadLesson(full);
    expect(proseOf(lesson, 'fr').title).toBe('Un atelier complet');
    expect(proseOf(lesson, 'zh').title).toBe('A full lesson');
  });

  it('is content with a lesson that has only what it must', async () => {
    const lesson = await loadLesson(join(good, 'minimal'));
    expect(lesson.filesDir).toBeUndefined();
    expect(proseOf(lesson, 'en').title).toBe('minimal');
  });
});

describe('the hash', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pilotage-lesson-'));
    await cp(full, dir, { recursive: true });
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('is the same for the same lesson elsewhere', async () => {
    expect((await loadLesson(dir)).hash).toBe((await loadLesson(full)).hash);
  });

  it.each(['lesson.yaml', 'en.md', 'fr.md', 'files/run.sh', 'files/new.txt'])(
    'changes with %s',
    async (name) => {
      const { hash } = await loadLesson(dir);
      await writeFile(join(dir, name), '\n', { flag: 'a' });
      expect((await loadLesson(dir)).hash).not.toBe(hash);
    },
  );
});

describe('finding lessons', () => {
  const find = async (...roots: string[]) => {
    const found = await findLessons(roots.map((root) => join(good, root)));
    return found.map((dir) => relative(good, dir));
  };

  it('lists them at or below a root, in order, each once', async () => {
    expect(await find('')).toEqual(['full', 'minimal']);
    expect(await find('minimal')).toEqual(['minimal']);
    expect(await find('minimal', '', 'full')).toEqual(['minimal', 'full']);
  });

  it('takes a lesson.yaml for its directory', async () => {
    expect(await find('full/lesson.yaml')).toEqual(['full']);
  });

  it('finds none where there is none', async () => {
    expect(await find('full/files')).toEqual([]);
  });

  it('says that a root is not there', async () => {
    await expect(find('nowhere')).rejects.toThrow(UsageError);
  });
});
