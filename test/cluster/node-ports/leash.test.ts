import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { onLeash } from '../../../src/cluster/node-ports/leash.ts';
import { root } from '../../support/program.ts';

const patience = { timeout: 20_000, interval: 50 };
const folder = mkdtempSync(join(tmpdir(), 'pilotage-leash-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A command that writes down who it is and goes on for longer than any test. */
const endless = (file: string) => ['bash', '-c', `echo $$ > ${file}; exec sleep 1000`] as const;

async function pidIn(file: string): Promise<number> {
  return vi.waitFor(() => {
    const pid = Number(readFileSync(file, 'utf8'));
    expect(pid).toBeGreaterThan(0);
    return pid;
  }, patience);
}

const isGone = (pid: number) =>
  vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), patience);

describe('a command on a leash', () => {
  test('ends when it is told to', async () => {
    const file = join(folder, 'told');
    const child = onLeash(endless(file), process.env);
    const pid = await pidIn(file);
    child.kill();
    await once(child, 'exit');
    await isGone(pid);
  });

  test('ends with a program that was killed', async () => {
    const file = join(folder, 'killed');
    const leash = pathToFileURL(join(root, 'src/cluster/node-ports/leash.ts'));
    const source = `import(${JSON.stringify(leash)}).then(({ onLeash }) => onLeash(${JSON.stringify(endless(file))}, process.env))`;
    const program = spawn(process.execPath, ['-e', source], { stdio: 'ignore' });
    const pid = await pidIn(file);
    program.kill('SIGKILL');
    await isGone(pid);
  });
});
