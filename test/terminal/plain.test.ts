import { describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { bin, run } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';

const learner = learners();
const lesson = uiLesson('straight');

/** A shell's pipeline with the program in it. */
const pipe = (script: string) =>
  run('bash', ['-o', 'pipefail', '-c', script, 'bash', process.execPath, bin, lesson], {
    env: { PILOTAGE_HOME: learner().home },
  });

describe('the plain mode of the program', () => {
  it('completes a lesson for somebody who only ever says yes', async () => {
    const { stdout, stderr } = await pipe(`yes '' | "$1" "$2" start "$3" --plain`);
    expect(stderr).not.toContain('pilotage:');
    expect(stdout).toContain('count is 3');
    expect(stdout).toMatch(/straight: all 4 steps done\./);
  });

  it('is what a pipe gets, and ends with its input', async () => {
    const { exit, stdout } = await pipe(`echo | "$1" "$2" start "$3"`);
    expect(exit).toBe(0);
    expect(stdout).toContain('first');
    expect(stdout).toMatch(/straight: 1 of 4 steps\. To go on: pilotage start straight\n$/);
  });

  it('starts over after a yes, and goes on with the answers that follow', async () => {
    const { exit, stdout } = await pipe(`printf '\\nR\\n\\n\\nq\\n' | "$1" "$2" start "$3"`);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/Start the workshop over[\s\S]*the working folder/);
    // It begins, is forgotten, and begins.
    expect(stdout.match(/^Straight on$/gm)).toHaveLength(2);
    expect(stdout.match(/^first$/gm)).toHaveLength(2);
    expect(stdout).toMatch(/straight: 1 of 4 steps\. To go on: pilotage start straight\n$/);
  });

  it('goes quietly when nobody reads it any more', async () => {
    const { stdout, stderr } = await pipe(`yes '' | "$1" "$2" start "$3" --plain | head -n 1`);
    expect(stdout).toBe('Straight on\n');
    expect(stderr).toBe('');
  });

  it('is what a dumb terminal gets, with a shell, and without escape sequences', async () => {
    const me = learner();
    me.start(['start', lesson], { env: { TERM: 'dumb' } });
    await me.until(/shell.*leave\] $|shell.*leave\]$/);
    await me.press('\r', /first\n✓ Done/);
    await me.press('s\r', /\(pilotage\).*[$#]/);
    await me.press('export COUNT=7; exit\r', /exit\n\[/);
    await me.press('\r', 'Step 2 of 4');
    await me.press('\r', '✓ file two.txt');
    await me.press('q\r', /2 of 4 steps/);
    expect(await me.terminal.ended).toBe(0);
    expect(await me.terminal.isAlternate()).toBe(false);
  });

  it('stops a command with Ctrl-C, and leaves with the next one', async () => {
    const me = learner();
    me.start(['start', lesson, '--plain']);
    await me.until('leave]');
    await me.press('e echo begun; sleep 300\r', /\nbegun/);
    await me.press('\u0003', 'Stopped.');
    await me.press('\u0003', 'straight: 0 of 4 steps');
    expect(await me.terminal.ended).toBe(0);
  });
});
