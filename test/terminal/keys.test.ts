import { describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

async function start(lesson: string) {
  const me = learner();
  me.start(['start', uiLesson(lesson)]);
  await me.until('Enter');
  return me;
}

describe('the keys, in a terminal of 80×24', () => {
  it('goes through a whole workshop with Enter alone', async () => {
    const me = await start('straight');
    await me.press(keys.enter, 'next step');
    await me.press(keys.enter, 'Enter run ');
    await me.press(keys.enter, /✓ file two\.txt[\s\S]*next step/);
    await me.press(keys.enter, 'step 3 of 4');
    await me.press(keys.enter, /count is 3[\s\S]*next step/);
    await me.press(keys.enter, 'Enter finish');
    const last = await me.press(keys.enter, 'You made it');
    expect(last).toContain('4 steps done.');
    expect(last).toContain('See you.');
    me.send(keys.enter);
    expect(await me.terminal.ended).toBe(0);
    expect(await me.terminal.text()).toBe(
      'This time:\n  ✓ One\n  ✓ Two\n  ✓ Three\n  ✓ Four\nstraight: all 4 steps done. To begin again: pilotage reset straight',
    );
  });

  it('takes keys that come faster than it draws, one by one', async () => {
    const me = await start('tour');
    // Hint, hint, all languages and back, help and out of it, then a step on: as one piece.
    me.send('hhlll??x');
    const text = await me.until('step 2 of 6');
    expect(text).toContain('Make a file');
    await me.press('b', /Hint 2 of 2/);
  });

  it('edits a command, and runs what became of it', async () => {
    const me = await start('tour');
    await me.press('e', 'Edit the command');
    me.send('\u0015');
    me.send('echo typéd');
    // A bracketed paste, with a line end that must not run it.
    me.send('\u001B[200~ and\npasted\u001B[201~');
    await me.until('> pasted');
    // Left of the last word, a line up, and to its end.
    me.send(keys.up);
    me.send(`\u0005 "it"`);
    await me.until('echo typéd and "it"');
    me.send(keys.enter);
    await me.until(/typéd and it[\s\S]*command not found/);
    await me.until('Enter run the original');
    await me.press(keys.enter, /hello, world[\s\S]*next step/);
  });

  it('never takes pasted text for keys', async () => {
    const me = await start('tour');
    me.send('\u001B[200~xqs\r\u001B[201~');
    await me.press('h', 'Hint 1 of 2');
    expect(await me.terminal.text()).toContain('step 1 of 6');
  });

  it('gives up an edit with Escape, and with Ctrl-C', async () => {
    const me = await start('tour');
    for (const key of [keys.escape, keys.ctrlC]) {
      await me.press('e', 'Edit the command');
      me.send('zzz');
      await me.until('zzz');
      await me.press(key, 'e edit');
    }
    expect(await me.terminal.text()).not.toContain('zzz');
  });

  it('stops a command with Ctrl-C, and only that', async () => {
    const me = await start('straight');
    await me.press('e', 'Edit the command');
    me.send(`\u0015echo begun; sleep 300${keys.enter}`);
    const running = await me.until(/\n begun[\s\S]*Running/);
    expect(running.split('\n').at(-1)).toMatch(/^ Ctrl-C stop {2}.*\? help {2}q leave$/);
    expect(running.split('\n').at(-1)).not.toMatch(/Enter|edit|skip|shell|prompt/);
    // What means nothing now does nothing.
    me.send(`${keys.enter}xeb`);
    await me.press(keys.ctrlC, 'Stopped.');
    await me.press(keys.ctrlC, 'Nothing is running.');
    expect(me.terminal.hasEnded).toBe(false);
  });

  it('scrolls what does not fit, and says that there is more', async () => {
    const me = learner();
    await me.startAt(uiLesson('output'), 'colours');
    await me.press(keys.enter, 'line 40 of many');
    await me.press('g', 'red and bold green');
    expect(await me.terminal.text()).toMatch(/↓ 3\d more lines/);
    await me.press('j', (text) => !text.includes('red and bold green'));
    await me.press(' ', 'line 5 of many');
    await me.press('G', 'line 40 of many');
    await me.press(keys.tab, /\(Space\)|Look at the output/);
  });

  it('speaks French from one key to the next', async () => {
    const me = await start('tour');
    await me.press('l', 'Entrée exécute cette commande');
    expect(await me.terminal.text()).toContain('Dire bonjour');
    await me.press('?', 'Aide');
    await me.press(keys.escape, 'Entrée exécute cette commande');
  });
});
