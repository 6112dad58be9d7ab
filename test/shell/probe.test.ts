import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isAlive, openShell, runEnv } from './open-shell.ts';

const never = new AbortController().signal;

test('sees the variables, functions and directory of the shell, and changes none of them', async () => {
  const shell = openShell({ TAG: 'v0.1' });
  await shell.do('f() { echo "f $1"; }; mkdir sub; cd sub');
  const { exit, stdout } = await shell.probe(
    'f $TAG; pwd; TAG=other; f() { :; }; cd /; exit 5',
    runEnv,
    never,
  );
  expect({ exit, stdout }).toEqual({ exit: 5, stdout: `f v0.1\n${shell.cwd}/sub\n` });
  expect((await shell.do('f $TAG; pwd')).output).toBe(`f v0.1\n${shell.cwd}/sub\n`);
});

test('its standard output alone, in full and without control over its colours', async () => {
  const { stdout } = await openShell().probe(`echo out; echo err >&2; printf '\\033[1mé\\n'`, runEnv, never);
  expect(stdout).toBe('out\n\x1b[1mé\n');
});

test('a megabyte of its output at most', async () => {
  const { exit, stdout } = await openShell().probe(
    'yes 0123456789 | head -c 20000000; exit 4',
    runEnv,
    never,
  );
  expect(exit).toBe(4);
  expect(stdout).toHaveLength(1_000_000);
});

test('is ended by its signal, with all that it started', async () => {
  const shell = openShell();
  const control = new AbortController();
  const probing = shell.probe(
    `trap '' INT TERM; sleep 60 & echo $! > child; echo $$ > pid; sleep 60`,
    runEnv,
    control.signal,
  );
  const read = (name: string) => Number(readFileSync(join(shell.cwd, name), 'utf8'));
  await vi.waitFor(() => expect(read('pid')).toBeGreaterThan(1), { timeout: 10_000 });
  control.abort();
  expect(await probing).toMatchObject({ exit: null });
  expect([read('pid'), read('child')].map(isAlive)).toEqual([false, false]);
  expect(await shell.probe('echo', runEnv, control.signal)).toEqual({ exit: null, stdout: '' });
});

test('leaves nothing running', async () => {
  const shell = openShell();
  await shell.probe('sleep 60 & echo $! > child', runEnv, never);
  expect(isAlive(Number(readFileSync(join(shell.cwd, 'child'), 'utf8')))).toBe(false);
});

test('runs beside a step', async () => {
  const shell = openShell();
  const running = shell.run('until [[ -e go ]]; do sleep 0.02; done', { env: runEnv, onOutput() {} });
  await Promise.all([1, 2, 3].map((i) => shell.probe(`touch go${i}`, runEnv, never)));
  await shell.probe('touch go', runEnv, never);
  expect(await running.ended).toMatchObject({ exit: 0 });
});
