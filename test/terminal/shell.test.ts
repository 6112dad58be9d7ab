import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Learner, learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();
let me: Learner;

beforeEach(async () => {
  me = learner();
  await me.startAt(uiLesson('tour'), 'make-file', { env: { HOME: me.home } });
  await me.press('s', /\(pilotage\) .*[$#]/);
});

describe("the learner's own shell", () => {
  it('has the terminal to itself, and what is set in it counts for the checks', async () => {
    expect(await me.terminal.isAlternate()).toBe(false);
    expect(await me.terminal.hasMouse()).toBe(false);
    expect(await me.terminal.text()).toContain('Ctrl-D');
    // Every single key is the shell's.
    for (const key of 'export COLOUR=blue\r') me.send(key);
    me.send('echo "made by hand" > note.txt; echo "$GREETING $((40 + 2))"\r');
    await me.until('hello 42');
    me.send('exit\r');
    await me.until('Done, and you did it yourself.');
    expect(await me.terminal.isAlternate()).toBe(true);
    expect(await me.terminal.hasMouse()).toBe(true);
    me.send(keys.enter);
    await me.until('Your turn');
  });

  it('keeps Ctrl-C to itself', async () => {
    me.send('echo started; sleep 300\r');
    await me.until(/\nstarted/);
    // Bash throws away what is typed before its prompt is there again.
    await me.press(keys.ctrlC, /\^C\n\(pilotage\) .*[$#]$/);
    me.send('echo alive $((1 + 1))\r');
    await me.until(/\nalive 2\n\(pilotage\) .*[$#]$/);
    me.send(keys.ctrlD);
    await me.until('Enter runs this command');
  });

  it('is ended when a signal ends the program, and what was set in it is kept', async () => {
    me.send('export COLOUR=green; echo set\r');
    await me.until(/\nset\n\(pilotage\) .*[$#]$/);
    process.kill(me.terminal.pid, 'SIGTERM');
    expect(await me.terminal.ended).toBe(0);
    expect(await me.terminal.text()).toMatch(/tour: 0 of 6 steps\. To go on: pilotage start tour$/);
    const state = readFileSync(join(me.home, 'runs', 'tour@practice', 'shell', 'state.sh'), 'utf8');
    expect(state).toMatch(/COLOUR=.*green/);
  });
});
