import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LessonResult, Results } from '../../src/report/result.ts';
import { bin, type Outcome, pilotage, run } from '../support/program.ts';

const validated = join('fixtures', 'lessons', 'validated');
const patience = 120_000;

/** All the lessons of the folder, some at once, with every report. */
describe('pilotage validate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-validate-'));
  const formats = ['json', 'junit', 'tap', 'github', 'markdown', 'text'];
  const report = (format: string) => readFileSync(join(folder, format), 'utf8');
  let outcome: Outcome;
  let results: Results;
  const lesson = (id: string) => results.lessons.find((one) => one.id === id) as LessonResult;
  const reasons = (id: string) =>
    lesson(id).steps.map(({ id: step, status, reason }) => [step, status, reason]);

  beforeAll(async () => {
    const reports = formats.flatMap((format) => ['--report', `${format}=${join(folder, format)}`]);
    outcome = await pilotage(['validate', validated, '--jobs', '3', ...reports]);
    results = JSON.parse(report('json'));
  }, patience);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('passes a lesson whose checks are red before, green after, and red again once undone', () => {
    expect(lesson('sound')).toMatchObject({ status: 'passed', evidence: [] });
    expect(lesson('sound').steps.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('fails a step with a check that proves nothing', () => {
    expect(reasons('useless')).toEqual([
      [
        'write',
        'failed',
        'its check 1 (command) is green before its command has run; ' +
          'its check 1 (command) is still green after its `undo`',
      ],
    ]);
  });

  it('fails a step whose undo fails, or leaves its effect', () => {
    expect(reasons('left')).toEqual([
      ['write', 'failed', 'its check 1 (file) is still green after its `undo`'],
      ['more', 'failed', expect.stringMatching(/^its `undo` failed: .*three\.txt/)],
    ]);
  });

  it('fails a step that leaves something running which does not come back when a learner does', () => {
    const lost = 'what runs in the background ends when a learner leaves, and no `resume` brings this back';
    expect(reasons('kept')).toEqual([
      ['serve', 'done', undefined],
      ['forget', 'failed', expect.stringMatching(`^this was done, and is no longer so; .*; ${lost}$`)],
      ['break', 'failed', expect.stringContaining(`; its \`resume\` failed: no port is free; ${lost}`)],
      ['overlook', 'failed', 'its checks are green while what its `resume` starts does not run'],
    ]);
    // What is found out after the last step is told as well.
    expect(outcome.stdout + outcome.stderr).toMatch(/✗ overlook .*\n +its checks are green while/);
  });

  it('tries a step again as often as it says, and reports it as flaky', () => {
    expect(lesson('flaky')).toMatchObject({ status: 'passed', steps: [{ status: 'done', flaky: true }] });
    expect(outcome.stderr + outcome.stdout).toContain('flaky: done, but not at once');
  });

  it('shows what the cluster looked like when a step failed', () => {
    expect(lesson('failing')).toMatchObject({ status: 'failed' });
    expect(lesson('failing').steps.map(({ status }) => status)).toEqual(['done', 'failed', 'skipped']);
    const [all] = lesson('failing').evidence;
    expect(all?.command).toBe('kubectl get all --output=wide');
    expect(all?.lines.join('\n')).toContain('service/kubernetes');
  });

  it('says everything in the order of the lessons, whichever ended first', () => {
    const ids = ['failing', 'flaky', 'kept', 'left', 'sound', 'useless'];
    expect(results.lessons.map(({ id }) => id)).toEqual(ids);
    expect([...outcome.stdout.matchAll(/^(\w+) on practice$/gm)].map(([, id]) => id)).toEqual(ids);
    expect(results).toMatchObject({ passed: 7, failed: 7, skipped: 1 });
    expect(outcome.exit).toBe(1);
  });

  it('reports for CI systems of several kinds', () => {
    expect(report('tap')).toMatch(/^TAP version 14\n1\.\.15\n/);
    expect(report('tap').match(/^not ok \d+ - /gm)).toHaveLength(7);
    expect(report('tap').match(/^ok \d+ - .* # SKIP$/gm)).toHaveLength(1);
    expect(report('github')).toMatch(
      /^::error file=fixtures\/lessons\/validated\/failing\/lesson\.yaml,line=10,title=failing%3A deploy::.+$/m,
    );
    expect(report('github')).toMatch(/^::warning file=.*title=flaky%3A twice::done, but not at once$/m);
    expect(report('markdown')).toContain('| ❌ failed | deploy |');
    expect(report('markdown')).toContain('<details><summary><code>$ kubectl get all');
    expect(report('junit')).toContain('<system-out>$ kubectl get all --output=wide');
    expect(report('text')).toContain('$ kubectl get all --output=wide');
  });
});

describe('pilotage validate, a part', () => {
  it('runs the steps before a range, and proves those in it', { timeout: patience }, async () => {
    const { exit, stdout } = await pilotage([
      ...['validate', join(validated, 'sound'), '--steps', 'look..keep', '--report', 'json'],
    ]);
    const { lessons } = JSON.parse(stdout) as Results;
    expect(lessons[0]?.steps.map(({ id }) => id)).toEqual(['look', 'keep']);
    expect(exit).toBe(0);
  });

  it('begins no other lesson after one that failed, if told so', { timeout: patience }, async () => {
    const args = [join(validated, 'useless'), join(validated, 'sound')];
    const { exit, stdout } = await pilotage(['validate', ...args, '--bail', '--report', 'json']);
    const { lessons, skipped } = JSON.parse(stdout) as Results;
    expect(lessons.map(({ status }) => status)).toEqual(['failed', 'skipped']);
    expect(skipped).toBe(4);
    expect(exit).toBe(1);
  });

  it.each([
    [['--steps', 'nowhere'], 'The lesson sound has no step "nowhere".'],
    [['--steps', 'keep..write'], 'step write comes before keep'],
    [['--jobs', 'many'], '--jobs many is no number of lessons.'],
    [['--jobs', '2', '--cluster', 'context:x'], 'Lessons would meet each other'],
    [['--mutate', '--jobs', '2'], '--mutate tries workshops here, one after the other'],
    [['--report', 'xml'], 'There is no report "xml".'],
  ])('%j: says what is wrong with what was asked', async (args, message) => {
    const { exit, stderr } = await pilotage(['validate', join(validated, 'sound'), ...args]);
    expect(stderr).toContain(message);
    expect(exit).toBe(2);
  });
});

describe('pilotage validate, interrupted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-interrupted-'));
  const temporary = join(folder, 'tmp');
  const begun = join(folder, 'begun');
  const lesson = join(folder, 'endless');
  // What Node.js keeps there of compiled code is its own, and stays.
  const env = { TMPDIR: temporary, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  beforeAll(() => {
    mkdirSync(temporary);
    mkdirSync(lesson);
    writeFileSync(join(lesson, 'en.md'), '# Endless\n\n<!-- step: wait -->\n## Wait\n');
    const step = `{ id: wait, run: "echo > ${begun}; sleep 1000", look: true }`;
    const head = 'id: endless\nversion: 1.0.0\nminutes: 1\n';
    writeFileSync(join(lesson, 'lesson.yaml'), `${head}steps:\n  - ${step}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('leaves no file and no process', { timeout: patience }, async () => {
    const child = spawn(process.execPath, [bin, 'validate', lesson], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await vi.waitFor(() => expect(existsSync(begun)).toBe(true), { timeout: 60_000 });
    // The practice cluster's own process names the folder too.
    expect(await processesOf(temporary)).not.toEqual([]);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(await processesOf(temporary)).toEqual([]);
  });

  it('leaves no file where it could not begin', async () => {
    const { exit } = await pilotage(['validate', join(validated, 'sound'), '--cluster', 'context:nowhere'], {
      env,
    });
    expect(exit).not.toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('what a validation writes', () => {
  const memory = '/dev/shm';
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-scratch-'));
  beforeAll(() => {
    writeFileSync(join(folder, 'en.md'), '# Where\n\n<!-- step: say -->\n## Say\n');
    // Reports have the output of what failed.
    const step = '{ id: say, run: "minikube start; kubectl get pods; pwd; false", look: true }';
    writeFileSync(
      join(folder, 'lesson.yaml'),
      `id: where\nversion: 1.0.0\nminutes: 1\nsteps:\n  - ${step}\n`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function placeOfRun(env: Readonly<Record<string, string | undefined>>) {
    const { stdout } = await pilotage(['validate', folder, '--report', 'json'], { env });
    return (JSON.parse(stdout) as Results).lessons[0]?.steps[0]?.output?.at(-1);
  }

  it('is where TMPDIR says, and nothing of it in the home folder', async () => {
    const home = join(folder, 'home');
    mkdirSync(home);
    expect(await placeOfRun({ TMPDIR: folder, HOME: home })).toMatch(`${folder}/pilotage-validation-`);
    expect(readdirSync(home)).toEqual([]);
  });

  it('is in memory otherwise, without what one left there that was killed long ago', async ({ skip }) => {
    const why = whyNotIn(memory);
    skip(why !== undefined, why);
    const [left = '', used = ''] = ['left', 'used'].map((what) =>
      mkdtempSync(join(memory, `pilotage-validation-${what}-`)),
    );
    const other = mkdtempSync(join(memory, 'pilotage-watch-'));
    onTestFinished(() => {
      for (const one of [used, other]) rmSync(one, { recursive: true });
    });
    for (const old of [left, other]) utimesSync(old, 0, Date.now() / 1000 - 2 * 24 * 60 * 60);
    expect(await placeOfRun({ TMPDIR: undefined })).toMatch(`${memory}/pilotage-validation-`);
    expect([left, used, other].map((one) => existsSync(one))).toEqual([false, true, true]);
  });
});

function whyNotIn(memory: string): string | undefined {
  if (!existsSync(memory)) return `there is no ${memory}`;
  const { bavail, bsize } = statfsSync(memory);
  if (Math.min(bavail * bsize, process.availableMemory()) < 2 ** 30)
    return `${memory} has not a gigabyte to spare`;
  const program = join(mkdtempSync(join(memory, 'pilotage-test-')), 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(dirname(program), { recursive: true });
  return status === 0 ? undefined : `no program may be started in ${memory}`;
}

/** The command lines that name a folder. */
async function processesOf(folder: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'args']);
  return stdout.split('\n').filter((line) => line.includes(folder));
}
