import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readStat } from '../../src/shell/processes.ts';
import { isAlive, openShell, testDirectory } from './open-shell.ts';

/** Runs a command in another program, kills that when the command or it has printed `until`, and opens its shell here. */
async function openKilled(command: string, until: string) {
  const root = testDirectory();
  const cwd = join(root, 'work');
  const program = join(import.meta.dirname, 'left-by-killed.ts');
  const child = spawn(process.execPath, [program, join(root, 'shell'), cwd, command]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (bytes) => {
    output += bytes;
  });
  child.stderr.on('data', (bytes) => {
    output += bytes;
  });
  await vi.waitFor(() => expect(output).toContain(until), { timeout: 20_000 });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const pid = (name: string) => Number(readFileSync(join(cwd, 'sub', name), 'utf8'));
  return { open: () => openShell({}, onTestFinished, root), pid };
}

test('the program was killed in the middle of a step: same variables, and what the step left running is ended', async () => {
  const killed = await openKilled(
    `A=2; echo $$ > leader; sleep 60 & echo $! > background
    setsid bash -c 'echo $$ > escaped; sleep 60' & until [[ -s escaped ]]; do sleep 0.02; done; echo ready; sleep 60`,
    'ready',
  );
  const all = ['leader', 'background', 'escaped'].map(killed.pid);
  expect(all.map(isAlive)).toEqual([true, true, true]);
  const shell = killed.open();
  expect(shell.variables()).toEqual({ TAG: 'v0.1', A: '1', B: 'two\nlines' });
  expect(await shell.recover()).toBe(true);
  expect(all.map(isAlive)).toEqual([false, false, false]);
  // SIGINT came first, so bash saved what the step had done so far.
  expect((await shell.do('f $A; pwd')).output).toBe(`f 2\n${shell.cwd}/sub\n`);
  expect(await shell.recover()).toBe(false);
});

test('what an earlier step left in the background is ended too', async () => {
  const killed = await openKilled('sleep 60 & (sleep 60 & echo $! > inner); echo $! > background', 'ended');
  const all = ['background', 'inner'].map(killed.pid);
  expect(all.map(isAlive)).toEqual([true, true]);
  expect(await killed.open().recover()).toBe(true);
  expect(all.map(isAlive)).toEqual([false, false]);
});

test('a step that came to its end after the program was killed: its variables, and its background process', async () => {
  const killed = await openKilled(
    `echo ready; until [[ -e go ]]; do sleep 0.02; done; A=3; sleep 60 & echo $! > background; echo $$ > leader`,
    'ready',
  );
  const shell = killed.open();
  expect(shell.variables().A).toBe('1');
  const changed = new Promise<void>((resolve) => shell.onChange(resolve));
  writeFileSync(join(shell.cwd, 'sub', 'go'), '');
  await changed;
  expect(shell.variables().A).toBe('3');
  await vi.waitFor(() => expect(isAlive(killed.pid('leader'))).toBe(false), { timeout: 10_000 });
  expect(isAlive(killed.pid('background'))).toBe(true);
  expect(await shell.recover()).toBe(true);
  expect(isAlive(killed.pid('background'))).toBe(false);
});

test('another process that has the pid now is left alone', async () => {
  const shell = openShell();
  const stranger: ChildProcess = spawn('sleep', ['60'], { detached: true });
  onTestFinished(() => void stranger.kill('SIGKILL'));
  const { pid = 0 } = stranger;
  mkdirSync(join(shell.dir, 'groups'), { recursive: true });
  writeFileSync(join(shell.dir, 'groups', String(pid)), `${pid} 12345@another-boot\n`);
  expect(await shell.recover()).toBe(false);
  expect(isAlive(pid)).toBe(true);
  expect(readdirSync(join(shell.dir, 'groups'))).toEqual([]);
});

test('what runs in this program is not what another left', async () => {
  const shell = openShell();
  const running = shell.run('sleep 60', { env: {}, onOutput() {} });
  expect(await shell.recover()).toBe(false);
  await running.stop();
});

test.skipIf(process.platform !== 'linux')('the start time is the one that /proc tells', () => {
  const mine = readStat(process.pid);
  expect(mine?.parent).toBe(process.ppid);
  expect(mine?.start).toMatch(/^\d+@/);
});
