import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatFinding } from '../../src/lesson/finding.ts';
import { inspectLesson, LessonError, loadLesson } from '../../src/lesson/load.ts';

/** Each directory is a lesson with one kind of fault, and `expected.txt` has every line that is to be said of it. */
const fixtures = join(import.meta.dirname, '../../fixtures/lessons/broken');

describe('a broken lesson', () => {
  it.each(readdirSync(fixtures))('%s: every fault, with its place and what to do', async (name) => {
    const dir = join(fixtures, name);
    const { lesson, findings } = await inspectLesson(dir);

    const here = `${relative(process.cwd(), dir)}/`;
    const lines = findings.map(
      (finding) => `${formatFinding(finding).replace(here, '')} [${finding.rule}]\n`,
    );
    expect(lines.join('')).toBe(readFileSync(join(dir, 'expected.txt'), 'utf8'));
    expect(lesson).toBeUndefined();
  });

  it('is a usage error that carries the findings', async () => {
    const dir = join(fixtures, 'duplicate-key');
    const error = await loadLesson(dir).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(LessonError);
    const { message, next, exitCode, findings } = error as LessonError;
    expect(exitCode).toBe(2);
    expect(findings).toHaveLength(2);
    expect(message.split('\n')).toEqual(findings.map(formatFinding));
    expect(message).toContain(`${relative(process.cwd(), dir)}/lesson.yaml:4:1: \`minutes\` is here twice`);
    expect(next).toContain('these 2 faults');
  });

  it('says that a directory is not there', async () => {
    const dir = join(fixtures, 'no-such-lesson');
    await expect(loadLesson(dir)).rejects.toThrow(`there is no directory ${dir}`);
  });
});
