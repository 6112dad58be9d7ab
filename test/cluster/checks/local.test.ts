import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../../src/base/clock.ts';
import type { CheckContext } from '../../../src/cluster/types.ts';
import type { Check } from '../../../src/lesson/schema.ts';
import { type Watching, watching } from '../support/watching.ts';

let workDir: string;
let check: Watching | undefined;

beforeEach(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'pilotage-checks-'));
});
afterEach(async () => {
  check?.stop();
  check = undefined;
  await rm(workDir, { recursive: true, force: true });
});

const probe: CheckContext['probe'] = (command, signal) =>
  new Promise((resolve, reject) => {
    execFile('bash', ['-c', command], { cwd: workDir, signal }, (error, stdout) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ exit: error === null ? 0 : (error.code as number), stdout });
    });
  });
const begin = (wanted: Check, vars: Record<string, string> = {}) => {
  check = watching(wanted, { workDir, probe, vars, clock: createClock(20) });
  return check;
};

describe('command', () => {
  test('its exit code', async () => {
    const { until, said } = begin({ command: 'echo looking; test -e there' });
    await until('red: `echo looking; test -e there` ended with exit code 1: looking');
    await writeFile(join(workDir, 'there'), '');
    await until('green');
    await rm(join(workDir, 'there'));
    await until(/exit code 1/, said.length);
  });

  test('another exit code than 0, when that is what is asked for', async () => {
    await begin({ command: 'exit 3', exit: 3 }).until('green');
  });

  test('what it prints', async () => {
    const { until } = begin({ command: 'cat said', stdout: '^hello$' });
    await until(/exit code 1/);
    await writeFile(join(workDir, 'said'), 'well\nhell\n');
    await until('red: `cat said` printed "hell", expected ^hello$');
    await appendFile(join(workDir, 'said'), 'hello\n');
    await until('green');
  });

  test('looks again when variables change, however seldom it looks', async () => {
    let word = 'no';
    const said: CheckContext['probe'] = async () => ({ exit: 0, stdout: word });
    check = watching({ command: 'echo $WORD', stdout: 'yes' }, { probe: said, clock: createClock(0.001) });
    await check.until(/printed "no"/);
    word = 'yes';
    check.set({ WORD: 'yes' });
    await check.until('green');
  });

  test('a shell that is not there', async () => {
    check = watching({ command: 'true' }, { probe: () => Promise.reject(new Error('bash is gone')) });
    await check.until('red: `true` could not be started: bash is gone');
  });
});

describe('variable', () => {
  test('set, and of the wanted form', async () => {
    const { until, set, said } = begin({ variable: 'REGISTRY', matches: '^127\\.0\\.0\\.1:3\\d{4}$' });
    await until('red: REGISTRY is not set yet');
    set({ REGISTRY: '127.0.0.1:' });
    await until('red: REGISTRY is "127.0.0.1:", which does not match ^127\\.0\\.0\\.1:3\\d{4}$');
    set({ REGISTRY: '127.0.0.1:31234' });
    await until('green');
    set({ REGISTRY: '' });
    await until('red: REGISTRY is not set yet', said.length - 1);
  });

  test('says nothing twice', async () => {
    const { until, set, said } = begin({ variable: 'A' }, { A: '1' });
    await until('green');
    set({ A: '2' });
    set({ B: '3' });
    expect(said).toEqual(['green']);
  });
});

describe('file', () => {
  test('there, with the wanted content', async () => {
    const path = join(workDir, 'notes');
    const { until, said } = begin({ file: 'notes', matches: '^image: web$' });
    await until('red: there is no file notes yet');
    await writeFile(path, 'image: wep\n');
    await until('red: nothing in the file notes matches ^image: web$');
    await appendFile(path, 'image: web\n');
    await until('green');
    await rm(path);
    await until(/there is no file/, said.length);
  });

  test('not there any more', async () => {
    await writeFile(join(workDir, 'old'), '');
    const { until } = begin({ file: 'old', absent: true });
    await until('red: the file old still exists');
    await rm(join(workDir, 'old'));
    await until('green');
  });

  test('what cannot be read as a file', async () => {
    await mkdir(join(workDir, 'folder'));
    await begin({ file: 'folder', matches: 'x' }).until('red: the file folder cannot be read: EISDIR');
  });
});
