import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();
const start = (wanted: string | RegExp): Promise<string> =>
  learner()
    .start(['start', uiLesson('straight')])
    .until(wanted);
const journal = () => join(learner().home, 'runs', 'straight@practice', 'journal.jsonl');

/** Step two is done, and a command of step three runs for long. */
async function killInTheMiddle(): Promise<void> {
  const me = learner();
  await start('Enter run');
  for (const wanted of ['next step', 'step 2 of 4', 'next step', 'step 3 of 4']) {
    await me.press(keys.enter, wanted);
  }
  await me.press('e', 'Edit the command');
  await me.press('\u0015echo begun; sleep 300\r', /\n begun[\s\S]*Running/);
  process.kill(me.terminal.pid, 'SIGKILL');
  await me.terminal.ended;
}

describe('coming back', () => {
  it('after a kill in the middle of a step: the same step, the same variables, nothing done twice', async () => {
    await killInTheMiddle();
    const text = await start('Welcome back');
    expect(text).toContain('step 3 of 4');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('You are at: Three. Its command was interrupted');
    // Enter runs the lesson's own command.
    expect(text).toContain('$ COUNT=$((COUNT + 1)); echo "count is $COUNT"');
    await learner().press(keys.enter, /count is 3[\s\S]*next step/);
    expect(readFileSync(journal(), 'utf8').match(/"command-started","step":"two"/g)).toHaveLength(1);
  });

  it('after a kill while a command of the learner’s own ran: it is named, and nothing is done twice', async () => {
    const me = learner();
    await start('Enter run');
    me.send(`:SET=before${keys.enter}`);
    await me.until(/: SET=before[\s\S]*Enter run /);
    me.send(`:SET=during; echo begun; sleep 300${keys.enter}`);
    await me.until(/\n begun[\s\S]*Running/);
    process.kill(me.terminal.pid, 'SIGKILL');
    await me.terminal.ended;
    const text = await start('Welcome back');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'Your own command was interrupted: SET=during; echo begun; sleep 300.',
    );
    me.send(`:echo "SET is $SET"${keys.enter}`);
    // What ended it let it save what it had set.
    await me.until('SET is during');
    expect(readFileSync(journal(), 'utf8').match(/"aside-started"/g)).toHaveLength(3);
  });

  it('to a step whose effect is gone: it is named, and can be done again', async () => {
    await killInTheMiddle();
    const { home } = learner();
    rmSync(join(home, 'runs', 'straight@practice', 'work', 'two.txt'));
    await start(/No longer so: Two/);
    await learner().press('m', 'step 2 of 4');
    await learner().press(keys.enter, /step 2 of 4[\s\S]*Done in/);
    await learner().press(keys.enter, 'step 3 of 4');
  });

  it('after a journal that was cut in the middle of a line: what was lost is said', async () => {
    await killInTheMiddle();
    appendFileSync(journal(), '{"seq":99,"at":"2026-01-01T0');
    const text = await start('Welcome back');
    expect(text).toContain('step 3 of 4');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('could not be saved');
  });
});
