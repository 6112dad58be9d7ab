import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Learner, learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

async function start(step: string): Promise<Learner> {
  const me = learner();
  await me.startAt(uiLesson('output'), step);
  return me;
}

/** The most memory that the program has had so far, in megabytes. */
function peak({ terminal }: Learner): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${terminal.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

describe('a command that prints too much', () => {
  it('may print a million lines: the last ones are kept, the memory stays small', async () => {
    const me = await start('million');
    // Once with little output: all else that takes memory in a step is there then.
    await me.press('e', 'Edit the command');
    await me.press('\u0015yes again | head -n 10\r', 'next step');
    const before = peak(me);
    await me.press('r', (text) => /↑ 49\d\d more lines[\s\S]*next step/.test(text));
    expect(peak(me) - before).toBeLessThan(60);
    await me.press('g', '(the first 995000 lines are not kept)');
  });

  it('leaves the keys alone while it goes on, and ends with Ctrl-C', async () => {
    const me = await start('million');
    await me.press('e', 'Edit the command');
    await me.press('\u0015yes\r', /\$ yes\n y[\s\S]*Running/);
    await me.press('?', 'Esc close');
    await me.press(keys.escape, 'Ctrl-C stop');
    await me.press('g', /kept\)[\s\S]*Running/);
    await me.press('G', (text) => !text.includes('kept)'));
    await me.press(keys.ctrlC, 'Stopped.');
  });

  it('may ask the terminal for anything: the cursor stays, and no title and no clipboard is written', async () => {
    const me = await start('colours');
    const text = await me.press(keys.enter, 'line 40 of many');
    expect(text.split('\n')).toHaveLength(23);
    await me.press('g', 'still here');
    expect(me.terminal.asked.filter((one) => /title|aGk=/.test(one))).toEqual([]);
  });

  it('may print anything: it does nothing to the terminal', async () => {
    const me = await start('binary');
    const text = await me.press(keys.enter, 'next step');
    expect(text.split('\n')).toHaveLength(23);
    expect(text).toContain('the end');
    expect(await me.terminal.isAlternate()).toBe(true);
    await me.press('n', 'One very long line');
    await me.press(keys.enter, /the end .*\n ✓ Done/);
  });
});
