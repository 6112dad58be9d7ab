import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

describe('the tour', () => {
  it('is shown before the first step of all, and never again', async () => {
    const me = learner();
    const env = { PILOTAGE_TOUR: undefined };
    me.start(['start', uiLesson('tour')], { env });
    const tour = await me.until('Before you begin');
    expect(tour).toMatch(/1\. Read [\s\S]*2\. Below[\s\S]*3\. \? shows all keys, and q leaves/);
    expect(tour.split('\n').at(-1)?.trim()).toBe('Enter start  Esc skip  l français');
    await me.press('l', 'Avant de commencer');
    await me.press(keys.escape, 'étape 1 sur 6');
    await me.press('q', /tour :/);
    await me.terminal.ended;
    me.start(['start', uiLesson('straight')], { env });
    await me.until('step 1 of 4');
  });

  it('is three lines where lines are shown, and can be turned off for good', async () => {
    const me = learner();
    me.start(['start', uiLesson('straight'), '--plain'], { env: { PILOTAGE_TOUR: undefined } });
    expect(await me.until('? help')).toMatch(/Before you begin\n1\. .*\n2\. [\s\S]*\n3\. /);
    expect(existsSync(join(me.home, 'tour-seen'))).toBe(true);
  });
});

describe('what is configured', () => {
  it('is what the keys do, and what footer, help and texts say that they do', async () => {
    const me = learner();
    mkdirSync(me.home, { recursive: true });
    const file = join(me.home, 'config.yaml');
    writeFileSync(file, 'language: fr\nkeys:\n  hint: z\n  quit: [Ctrl-Q, Q]\n  skip: Alt-x\n  shell: "!"\n');
    me.start(['start', uiLesson('tour')], { env: { PILOTAGE_CONFIG: file } });
    const first = await me.until('Ctrl-Q quitter');
    expect(first).toContain('z indice');
    await me.press('hqx\u0003', 'Ctrl-Q quitte ; tout est enregistré');
    expect(await me.terminal.text()).toContain('étape 1 sur 6');
    await me.press('z', 'Indice 1 sur 2');
    const help = await me.press('?', 'Aide');
    expect(help).toMatch(/ z +montrer un indice/);
    expect(help).toMatch(/ Alt-x m +passer cette étape/);
    await me.press(keys.escape, 'étape 1 sur 6');
    await me.press('\u001Bx', 'étape 2 sur 6');
    await me.press('\u001Bx', /votre propre shell \(!\)/);
    me.send('Q');
    expect(await me.terminal.ended).toBe(0);
  });

  it('opens the next step by itself at the pace that was asked for, unless a key is pressed', async () => {
    const me = learner();
    me.start(['start', uiLesson('straight'), '--pace', '2s']);
    await me.until('step 1 of 4');
    await me.press(keys.enter, 'step 2 of 4');
    await me.press(keys.enter, 'The next step opens in 2 s.');
    await me.press('k', (text) => !text.includes('The next step opens'));
    expect(await me.terminal.text()).toContain('step 2 of 4');
  });
});

describe('the last page', () => {
  it('writes a transcript to where one is, and says so', async () => {
    const me = learner();
    mkdirSync(me.home, { recursive: true });
    me.start(['start', uiLesson('straight')], { cwd: me.home });
    for (let step = 1; step <= 4; step++) {
      await me.until(`step ${step} of 4`);
      await me.press(keys.enter, step === 4 ? 'You made it' : 'next step');
      if (step < 4) me.send(keys.enter);
    }
    for (const name of ['straight-transcript.md', 'straight-transcript-2.md']) {
      await me.press('t', new RegExp(`${name.replace('.', '\\.')}`));
      expect(readFileSync(join(me.home, name), 'utf8')).toContain('## Step 3 of 4: Three');
    }
  });
});

describe('a screen that is read aloud', () => {
  it('has no drawing, marks as words, and nothing beside anything else', async () => {
    const me = learner();
    me.start(['start', uiLesson('tour'), '--screen-reader'], { columns: 140, rows: 40 });
    await me.until('Enter run');
    await me.press(keys.enter, 'good: Done');
    await me.press(keys.enter, 'step 2 of 6');
    const text = await me.press(keys.enter, /good: file|good: variable/);
    expect(text).not.toMatch(/[─━│┃✓✗○▸]/);
    await me.press('?', 'Help');
    await me.press(keys.escape, 'step 2 of 6');
    await me.press('q', 'tour: ');
    expect(await me.terminal.ended).toBe(0);
  });
});
