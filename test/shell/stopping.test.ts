import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RunningCommand } from '../../src/shell/types.ts';
import { isAlive, openShell, runEnv, type TestShell } from './open-shell.ts';

/** Starts a command and waits until it says "ready"; `output` grows as it prints. */
async function start(shell: TestShell, command: string, timeout?: number) {
  const seen = { output: '' };
  const running: RunningCommand = shell.run(command, {
    env: runEnv,
    onOutput: (text) => {
      seen.output += text;
    },
    ...(timeout === undefined ? {} : { timeout }),
  });
  await vi.waitFor(() => expect(seen.output).toContain('ready'), { timeout: 10_000 });
  return { running, seen };
}

/** The pids that a command wrote into files of its working directory. */
function pids(shell: TestShell, ...names: string[]): number[] {
  return names.map((name) => Number(readFileSync(join(shell.cwd, name), 'utf8')));
}

// Side by side: what takes time here is waiting for stubborn processes.
describe.concurrent('stop', () => {
  test('a command that heeds SIGINT, with what it prints on the way down', async ({ onTestFinished }) => {
    const shell = openShell({}, onTestFinished);
    const { running, seen } = await start(
      shell,
      `A=1; bash -c 'trap "sleep 0.3; echo cleaned up; exit 9" INT; echo ready; while :; do sleep 0.05; done'; sleep 60`,
    );
    await running.stop();
    expect(await running.ended).toMatchObject({ exit: null, ending: 'cancelled' });
    expect(seen.output).toBe('ready\ncleaned up\n');
    expect(shell.variables().A).toBe('1');
  });

  test('a command that ends with a signal says which', async ({ onTestFinished }) => {
    const shell = openShell({}, onTestFinished);
    const { running } = await start(shell, 'echo ready; sleep 60');
    await running.stop();
    expect(await running.ended).toMatchObject({ exit: null, signal: 'SIGINT', ending: 'cancelled' });
  });

  test('a command that ignores SIGINT', async ({ onTestFinished }) => {
    const shell = openShell({}, onTestFinished);
    const { running } = await start(shell, `A=1; trap '' INT; echo ready; while :; do sleep 60; done`);
    await running.stop();
    expect(await running.ended).toMatchObject({ signal: 'SIGTERM', ending: 'cancelled' });
    expect(shell.variables()).toEqual({ A: '1' });
  });

  test('a command that ignores SIGINT and SIGTERM', async ({ onTestFinished }) => {
    const shell = openShell({ A: '0' }, onTestFinished);
    const { running } = await start(shell, `A=1; trap '' INT TERM; echo ready; while :; do sleep 60; done`);
    await running.stop();
    expect(await running.ended).toMatchObject({ exit: null, signal: 'SIGKILL', ending: 'cancelled' });
    expect(shell.variables()).toEqual({ A: '0' });
  });

  test('grandchildren, in the background, deaf, and out of the group by setsid', async ({
    onTestFinished,
  }) => {
    const shell = openShell({}, onTestFinished);
    const { running } = await start(
      shell,
      `
      bash -c 'bash -c "trap \\"\\" INT TERM; echo \\$\\$ > deaf; while :; do sleep 60; done" & echo $$ > child; wait' &
      setsid bash -c 'echo $$ > escaped; sleep 60 & echo $! > grandchild; wait' &
      until [[ -s deaf && -s child && -s escaped && -s grandchild ]]; do sleep 0.02; done
      echo ready; wait`,
    );
    const all = pids(shell, 'deaf', 'child', 'escaped', 'grandchild');
    expect(all.map(isAlive)).toEqual([true, true, true, true]);
    await running.stop();
    expect(all.map(isAlive)).toEqual([false, false, false, false]);
    expect(await running.ended).toMatchObject({ ending: 'cancelled' });
  });

  test('a time-out', async ({ onTestFinished }) => {
    const shell = openShell({}, onTestFinished);
    const { running } = await start(shell, 'echo ready; sleep 60', 500);
    expect(await running.ended).toMatchObject({ exit: null, signal: 'SIGINT', ending: 'timeout' });
  });

  test('after its end changes nothing, and leaves what runs in the background', async ({
    onTestFinished,
  }) => {
    const shell = openShell({}, onTestFinished);
    const running = shell.run('sleep 60 & echo $! > pid; exit 3', { env: runEnv, onOutput() {} });
    const end = await running.ended;
    await running.stop();
    expect(await running.ended).toBe(end);
    expect(end).toMatchObject({ exit: 3, ending: undefined });
    expect(pids(shell, 'pid').map(isAlive)).toEqual([true]);
  });

  test('one that prints without an end', async ({ onTestFinished }) => {
    const shell = openShell({}, onTestFinished);
    const { running } = await start(shell, 'echo ready; exec yes');
    await running.stop();
    expect(await running.ended).toMatchObject({ exit: null, signal: 'SIGINT' });
  });

  test('an escaped process that holds the output does not hold the end', async ({ onTestFinished }) => {
    const shell = openShell({}, onTestFinished);
    // Its parent ends at once, so nothing tells whose it was.
    const { running, seen } = await start(
      shell,
      `(setsid bash -c 'echo $$ > escaped; while sleep 0.05; do echo tick; done' &)
      until [[ -s escaped ]]; do sleep 0.02; done
      echo ready; sleep 60`,
    );
    const [escaped = 0] = pids(shell, 'escaped');
    onTestFinished(() => void process.kill(escaped, 'SIGKILL'));
    await running.stop();
    expect(await running.ended).toMatchObject({ signal: 'SIGINT', ending: 'cancelled' });
    expect(seen.output).toContain('ready\n');
  });

  test('close ends what runs', async ({ onTestFinished }) => {
    const shell = openShell({}, onTestFinished);
    const { running } = await start(shell, 'echo $$ > pid; echo ready; sleep 60');
    await shell.close();
    expect(await running.ended).toMatchObject({ ending: 'cancelled' });
    expect(pids(shell, 'pid').map(isAlive)).toEqual([false]);
    expect(existsSync(join(shell.dir, 'groups'))).toBe(true);
  });
});
