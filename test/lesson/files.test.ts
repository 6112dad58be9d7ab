import { access, constants, lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFiles, listFiles } from '../../src/lesson/files.ts';

const filesDir = join(import.meta.dirname, '../../fixtures/lessons/good/full/files');

describe('the files of a lesson', () => {
  let workDir: string;
  beforeEach(async () => {
    workDir = await mkdtemp(join(tmpdir(), 'pilotage-files-'));
  });
  afterEach(() => rm(workDir, { recursive: true }));

  it('are copied, with their modes', async () => {
    expect(await copyFiles({ filesDir }, workDir)).toEqual(['app/main.js', 'run.sh']);
    expect(await listFiles(workDir)).toEqual(['app/main.js', 'run.sh']);
    expect(await readFile(join(workDir, 'app/main.js'))).toEqual(
      await readFile(join(filesDir, 'app/main.js')),
    );
    await access(join(workDir, 'run.sh'), constants.X_OK);
  });

  it('leave what the learner has as it is', async () => {
    await writeFile(join(workDir, 'run.sh'), 'mine');
    await writeFile(join(workDir, 'app'), 'a file where the lesson has a directory');
    expect(await copyFiles({ filesDir }, workDir)).toEqual([]);
    expect(await readFile(join(workDir, 'run.sh'), 'utf8')).toBe('mine');
  });

  it('leave a link of the learner as it is, even one that leads nowhere', async () => {
    await symlink('nowhere', join(workDir, 'run.sh'));
    expect(await copyFiles({ filesDir }, workDir)).toEqual(['app/main.js']);
    expect((await lstat(join(workDir, 'run.sh'))).isSymbolicLink()).toBe(true);
  });

  it('may be links', async () => {
    const lesson = join(workDir, 'lesson');
    await mkdir(lesson);
    await symlink('../elsewhere', join(lesson, 'link'));
    expect(await copyFiles({ filesDir: lesson }, join(workDir, 'work'))).toEqual(['link']);
    expect((await lstat(join(workDir, 'work/link'))).isSymbolicLink()).toBe(true);
  });

  it('may be none', async () => {
    expect(await copyFiles({ filesDir: undefined }, workDir)).toEqual([]);
  });
});
