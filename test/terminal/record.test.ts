import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, expect, it } from 'vitest';
import type { LessonFile } from '../../src/lesson/schema.ts';
import { bin, pilotage } from '../support/program.ts';
import { TestTerminal } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilotage-record-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('makes a workshop of what is done in a shell', { timeout: 120_000 }, async () => {
  const lesson = join(folder, 'recorded');
  const terminal = new TestTerminal({
    command: [process.execPath, bin, 'record', lesson],
    cwd: folder,
    columns: 160,
    env: { HOME: folder, TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'cache') },
  });
  const type = async (line: string) => {
    terminal.send(`${line}\r`);
    await terminal.until(
      (text) => /\(pilotage\) \S* [#$] *$/.test(text.trimEnd()) && text.includes(line),
      60_000,
    );
  };
  try {
    await terminal.until('exit to end the recording', 60_000);
    await terminal.until(/\(pilotage\) /, 60_000);
    await type('COLOUR=red');
    await type("printf '%s\\n' 'apiVersion: v1' 'kind: ConfigMap' 'metadata: {name: a}' > a.yaml");
    await type('kubectl apply -f a.yaml');
    await type('kubectl get nothing');
    terminal.send('exit\r');
    expect(await terminal.ended).toBe(0);
    expect(await terminal.text()).toContain('left out: kubectl get nothing (exit code 1)');
  } finally {
    await terminal.close();
  }
  expect(readdirSync(lesson)).toEqual(['en.md', 'lesson.yaml']);
  const { id, steps } = load(readFileSync(join(lesson, 'lesson.yaml'), 'utf8')) as LessonFile;
  expect(id).toBe('recorded');
  expect(steps[0]?.run).toBe('minikube start');
  expect(steps[1]).toMatchObject({
    run: 'COLOUR=red',
    checks: [{ variable: 'COLOUR', matches: '^red$' }],
    undo: 'unset COLOUR',
  });
  expect(steps[2]).toMatchObject({ checks: [{ file: 'a.yaml' }], undo: 'rm a.yaml' });
  expect(steps.find(({ run }) => run?.startsWith('kubectl apply'))).toMatchObject({
    checks: expect.arrayContaining([{ resource: 'configmaps/a' }]),
    undo: 'kubectl delete -f a.yaml',
  });
  expect(steps.map(({ run }) => run)).not.toContain('kubectl get nothing');
  // Nothing is left of the cluster that it was recorded on.
  expect(readdirSync(folder).filter((name) => name.startsWith('pilotage-record-'))).toEqual([]);
});

it('wants a terminal, and makes no folder without one', async () => {
  const lesson = join(folder, 'piped');
  const { exit, stderr } = await pilotage(['record', lesson], { input: 'ls\n' });
  expect(stderr).toContain('A recording needs a terminal to work in.');
  expect(exit).toBe(2);
  expect(existsSync(lesson)).toBe(false);
});
