import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { OutputBuffer } from '../../src/shell/output.ts';
import { isAlive, openShell, runEnv } from './open-shell.ts';

test('how a command ended: its exit code and its duration', async () => {
  const end = await openShell().do('exit 42');
  expect(end).toMatchObject({ exit: 42, signal: undefined, ending: undefined });
  expect(end.ms).toBeGreaterThan(0);
});

test('standard output and error in the order in which they were written', async () => {
  const command = 'for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; done; nosuch-command';
  const lines = [1, 2, 3, 4, 5].flatMap((i) => [`out ${i}`, `err ${i}`]);
  expect((await openShell().do(command)).output.split('\n')).toEqual([
    ...lines,
    'bash: line 1: nosuch-command: command not found',
    '',
  ]);
});

test('output comes while the command runs', async () => {
  const shell = openShell();
  let output = '';
  const running = shell.run('echo first; until [[ -e go ]]; do sleep 0.02; done; echo second', {
    env: runEnv,
    onOutput: (text) => {
      output += text;
    },
  });
  await vi.waitFor(() => expect(output).toBe('first\n'), { timeout: 10_000 });
  expect((await shell.probe('touch go', runEnv, new AbortController().signal)).exit).toBe(0);
  await running.ended;
  expect(output).toBe('first\nsecond\n');
});

test('a character that comes in two pieces, and bytes that are no character', async () => {
  const pieces: string[] = [];
  const { output } = await openShell().do(
    `printf '\\xe2\\x82'; sleep 0.1; printf '\\xac'; printf '\\xff|\\xf0\\x9f'`,
    { onOutput: (text) => pieces.push(text) },
  );
  expect(output).toBe('');
  expect(pieces.join('')).toBe('€\ufffd|\ufffd');
});

test('control sequences are left out, colours stay, also when they come in two pieces', async () => {
  const { output } = await openShell().do(
    `printf '\\033[31mred\\033[0m\\033[2J\\033]0;title\\007|\\033['; sleep 0.1; printf '32mgreen\\033[1A\\a'`,
  );
  expect(output).toBe('\x1b[31mred\x1b[0m|\x1b[32mgreen');
});

test('a flood: bounded memory, nothing lost at its end, and others have their turns', async () => {
  const buffer = new OutputBuffer({ lines: 100 });
  let turns = 0;
  let over = false;
  const counting = (async () => {
    for (; !over; turns++) await turn();
  })();
  const before = process.memoryUsage().heapUsed;
  await openShell().do('yes "a line of a flood" | head -n 1000000; echo the end', {
    onOutput: (text) => buffer.write(text),
  });
  over = true;
  await counting;
  expect(buffer.total).toBe(1_000_001);
  expect(buffer.tail(2)).toEqual(['a line of a flood', 'the end']);
  expect(turns).toBeGreaterThan(20);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
});

test('a step ends though what it left in the background holds its output; that goes on, until close', async () => {
  const shell = openShell();
  const { output } = await shell.do('(while sleep 0.02; do echo tick; done) & echo $! > pid; echo done');
  expect(output).toMatch(/^(tick\n)*done\n/);
  const pid = Number(readFileSync(join(shell.cwd, 'pid'), 'utf8'));
  // Long enough for it to print, which must not be its end.
  await shell.do('sleep 0.2');
  expect(isAlive(pid)).toBe(true);
  await shell.close();
  expect(isAlive(pid)).toBe(false);
});

test('bash that cannot be started', async () => {
  const shell = openShell();
  // Linux takes no argument of more than 128 KiB, no system one of 8 MiB.
  const end = await shell.do(`: ${'x'.repeat(8_000_000)}`);
  expect(end).toMatchObject({ exit: 126, output: expect.stringContaining('bash could not be started') });
  expect((await shell.do('echo on')).output).toBe('on\n');
});
