import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

async function start(lesson: string) {
  const me = learner();
  me.start(['start', uiLesson(lesson)]);
  await me.until('Enter run ');
  return me;
}

const wheel = (direction: 'up' | 'down', row: number) =>
  `\u001B[<${direction === 'up' ? 64 : 65};10;${row}M`.repeat(3);

describe('what a command prints, in a terminal of 80×24', () => {
  it('is followed until one scrolls back, which is said, and again from its end on', async () => {
    const me = await start('straight');
    await me.press('e', 'Edit the command');
    me.send(
      `\u0015for i in {1..60}; do echo "row $i"; done; while sleep 0.05; do echo more; done${keys.enter}`,
    );
    await me.until(/\n more +[│┃]\n[\s\S]*Running/);
    const text = await me.press('\u001B[5~', /not following: G goes to the end/);
    expect(text).toMatch(/row \d+/);
    await me.press('G', (shown) => !shown.includes('not following') && /\n more +[│┃]\n/.test(shown));
    await me.press(keys.ctrlC, 'Stopped.');
  });

  it('is searched: n and N go from match to match, and Escape ends it', async () => {
    const me = learner();
    await me.startAt(uiLesson('output'), 'colours');
    await me.press(keys.enter, 'line 40 of many');
    await me.press('/', 'Esc cancel');
    me.send(`LINE 39${keys.enter}`);
    await me.until('"LINE 39" is not in the output.');
    await me.press('/', 'Esc cancel');
    me.send(`line 2${keys.enter}`);
    await me.until(/line 2 of many[\s\S]*n next match/);
    await me.press('n', 'line 20 of many');
    await me.press('N', 'line 2 of many');
    await me.press(keys.escape, (text) => !text.includes('end search'));
    // Now it is the next step's key again.
    await me.press('n', 'step 7 of 9');
  });

  it('scrolls with the mouse wheel, in the pane that is under it', async () => {
    const me = learner();
    await me.startAt(uiLesson('output'), 'colours');
    await me.press(keys.enter, 'line 40 of many');
    const rows = (await me.terminal.text()).split('\n');
    const under = rows.findIndex((row) => row.includes('line 40')) + 1;
    await me.press(wheel('up', under), (text) => !text.includes('line 40 of many'));
    await me.press(wheel('down', under), 'line 40 of many');
    // A click means nothing.
    me.send(`\u001B[<0;10;${under}M\u001B[<0;10;${under}m`);
    expect(await me.press('h', 'There are no hints')).toContain('line 40 of many');
  });

  it('is copied by way of the terminal, without its colours; so is the command', async () => {
    const me = learner();
    const env = { SSH_CONNECTION: '10.0.0.1 22 10.0.0.2 22', TMUX: '' };
    me.start(['start', uiLesson('straight')], { env });
    await me.until('Enter run ');
    await me.press('y', 'The command is copied.');
    await me.press(keys.enter, 'next step');
    await me.press('Y', '1 line is copied.');
    const copies = me.terminal.asked.filter((one) => one.startsWith('52;c;'));
    expect(copies.map((one) => Buffer.from(one.slice(5), 'base64').toString())).toEqual([
      'echo first',
      'first',
    ]);
  });
});

describe('a command of the learner’s own', () => {
  it('runs from the prompt without leaving the screen, and is not the command of the step', async () => {
    const me = await start('straight');
    await me.press(':', 'does not count as the step');
    me.send(`mkdir sub; cd sub; NAME=value; pwd${keys.enter}`);
    await me.until(/: mkdir sub[\s\S]*\/work\/sub[\s\S]*Enter run /);
    me.send(`:echo "$NAME"; false${keys.enter}`);
    await me.until(/ value\n[\s\S]*ended with exit code 1/);
    // The one before, and the one before that.
    await me.press(`:${keys.up}`, ': echo "$NAME"; false');
    await me.press(keys.up, ': mkdir sub');
    await me.press(keys.escape, (text) => !text.includes('does not count'));
    await me.press(`:\u0012NAM`, /Looking in the history for: NAM\n : echo "\$NAME"/);
    await me.press(keys.escape, (text) => !text.includes('Looking'));
    await me.press(keys.escape, (text) => !text.includes('does not count'));
    const run = join(me.home, 'runs', 'straight@practice');
    expect(readFileSync(join(run, 'journal.jsonl'), 'utf8')).not.toContain('command-started');
    // Where it went to, the shell is too.
    await me.press('s', /\(pilotage\) .*\/sub [$#]/);
    me.send(keys.ctrlD);
    await me.until('Enter run ');
  });

  it('is ended by Ctrl-C, while the program goes on', async () => {
    const me = await start('straight');
    me.send(`:echo begun; sleep 300${keys.enter}`);
    const text = await me.until(/ begun\n[\s\S]*Running/);
    expect(text.split('\n').at(-1)?.trim()).toMatch(/^Ctrl-C stop/);
    await me.press(keys.ctrlC, 'Your command was stopped.');
    await me.press(keys.enter, 'next step');
  });
});
