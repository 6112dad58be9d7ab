import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Learner, learners } from '../support/learner.ts';
import { bin } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';

const learner = learners();

/** Starts the program as the child of a shell that tells afterwards how it found the terminal. */
async function start(env: Record<string, string> = {}): Promise<Learner> {
  const me = learner();
  const program = `'${process.execPath}' '${bin}' start '${uiLesson('tour')}'`;
  me.open(
    [
      'sh',
      '-c',
      `trap : TERM HUP; echo before; ${program}; echo "exit $?"; stty -a | grep -oE -e '-?\\b(icanon|echo)\\b'; echo after`,
    ],
    { env },
  );
  await me.until('Enter run');
  expect(await me.terminal.isAlternate()).toBe(true);
  await expect.poll(() => me.terminal.hasMouse()).toBe(true);
  return me;
}

async function afterwards({ terminal }: Learner): Promise<string> {
  const text = await terminal.until(/\nafter$/);
  expect(await terminal.isAlternate()).toBe(false);
  expect(terminal.isCursorVisible).toBe(true);
  expect(await terminal.hasMouse()).toBe(false);
  // Not raw, and what is typed is seen.
  expect(text).toMatch(/\nicanon\necho\nafter$/);
  return text;
}

describe('leaving', () => {
  it('restores the terminal, and leaves one line that says how to go on', async () => {
    const me = await start();
    me.send('q');
    const text = await afterwards(me);
    expect(text).toMatch(/^before\ntour: 0 of 6 steps\. To go on: pilotage start tour\nexit 0\n/);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('does so on %s', async (signal) => {
    const me = await start();
    process.kill(await me.terminal.childPid(), signal);
    expect(await afterwards(me)).toMatch(
      /^before\ntour: 0 of 6 steps\. To go on: pilotage start tour\nexit 0\n/,
    );
  });

  it('does so when the program itself fails, and says what went wrong', async () => {
    const fault = 'process.on("SIGUSR2", () => { throw new Error("a defect") })';
    const me = await start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}` });
    process.kill(await me.terminal.childPid(), 'SIGUSR2');
    const text = await afterwards(me);
    expect(text).toMatch(/^before\npilotage: a defect\nThis is a defect of pilotage\./);
    expect(text).toContain('exit 1');
  });

  it('ends a command that runs', async () => {
    const me = await start();
    await me.press('e', 'Edit the command');
    await me.press('\u0015echo begun; sleep 300\r', /\n begun[\s\S]*Running/);
    me.send('q');
    await afterwards(me);
  });

  it('saves the run, and ends what runs in it, when its terminal goes away', async () => {
    const me = learner();
    me.start(['start', uiLesson('tour')]);
    await me.until('Enter run');
    await me.press('e', 'Edit the command');
    await me.press('\u0015echo $$ > pid; echo begun; exec sleep 300\r', /\n begun[\s\S]*Running/);
    const run = join(me.home, 'runs', 'tour@practice');
    const pid = readFileSync(join(run, 'work', 'pid'), 'utf8').trim();
    await me.terminal.hangUp();
    const last = readFileSync(join(run, 'journal.jsonl'), 'utf8').trimEnd().split('\n').at(-1);
    expect(JSON.parse(last ?? '')).toMatchObject({ type: 'run-left' });
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(existsSync(join(run, 'lock'))).toBe(false);
  });
});
