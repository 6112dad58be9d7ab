import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replay } from '../../src/engine/reduce.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { learners } from '../support/learner.ts';
import { bin } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

/** All but those that leave the screen (`q`, a new start, and the shell, in which any key may mean anything). */
const single = [
  ...'ehnbxrmljkgG? :/yYNcCdwouDt12z0'.split(''),
  keys.enter,
  keys.tab,
  keys.escape,
  keys.up,
  keys.down,
  keys.ctrlC,
  '\u001B[5~',
  '\u001B[6~',
  '\u0012',
  '\u007F',
];
/** Without those keys, too: where nothing can be typed, each letter is a key. */
const phrases = [
  `:echo one; echo two${keys.enter}`,
  `:cat nowhere; exit 3${keys.enter}`,
  `/o${keys.enter}`,
  '\u001B[200~put in\nhere\u001B[201~',
  '\u001B[<64;10;8M\u001B[<65;10;20M',
];
const sizes = [
  [80, 24],
  [120, 40],
  [60, 15],
  [200, 50],
] as const;

it('goes through 5,000 keys at random: the program lives, the journal holds, the terminal is as it was', async () => {
  const me = learner();
  const program = `'${process.execPath}' '${bin}' start '${uiLesson('tour')}'`;
  me.open(
    ['sh', '-c', `${program}; echo "exit $?"; stty -a | grep -oE -e '-?\\b(icanon|echo)\\b'; echo after`],
    // The last page writes files where the program was started.
    { cwd: me.home },
  );
  await me.until('Enter run ');
  const one = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...single) },
    { weight: 1, arbitrary: fc.constantFrom(...phrases) },
  );
  const walk = fc.sample(one, { numRuns: 5_000, seed: 5 });
  for (let at = 0; at < walk.length; at += 250) {
    const [columns, rows] = sizes[(at / 250) % sizes.length] ?? sizes[0];
    me.terminal.resize(columns, rows);
    me.send(walk.slice(at, at + 250).join(''));
    // It has taken what was sent before it gets more.
    await me.press(keys.escape, (text) => text.split('\n').length >= rows - 1);
    expect(me.terminal.hasEnded).toBe(false);
  }
  const text = await leave();
  expect(text).toMatch(/exit 0\nicanon\necho\nafter$/);
  expect(await me.terminal.isAlternate()).toBe(false);
  expect(await me.terminal.hasMouse()).toBe(false);
  expect(me.terminal.isCursorVisible).toBe(true);

  const journal = join(me.home, 'runs', 'tour@practice', 'journal.jsonl');
  const { entries, cut } = readJournal(journal);
  expect(cut).toBe(false);
  // It was a walk: what happens on it depends on how long things take, but much does.
  expect(new Set(entries.map(({ type }) => type)).size).toBeGreaterThan(5);
  expect(entries.at(-1)?.type).toBe('run-left');
  expect(readFileSync(journal, 'utf8').endsWith('\n')).toBe(true);
  const state = replay(entries);
  const at = state?.steps.findIndex(({ plan }) => plan.id === state.current) ?? -1;
  expect(at).toBeGreaterThanOrEqual(0);

  me.start(['start', uiLesson('tour')]);
  const again = await me.until(/Welcome back|Content de vous revoir|欢迎回来/);
  expect(again.split('\n')[0]).toMatch(new RegExp(`(step|étape|第) ${at + 1} `));
}, 300_000);

/** Out of whatever is on the screen: what is typed is given up, then `q` goes back, and at last leaves. */
async function leave(): Promise<string> {
  const { terminal } = learner();
  for (let tries = 0; tries < 20; tries++) {
    for (const key of [keys.escape, 'q']) {
      terminal.send(key);
      // One after the other: together they would be Alt-q.
      const text = await terminal.until(/\nafter$/, 500).catch(() => undefined);
      if (text !== undefined) return text;
    }
  }
  throw new Error(`it does not leave:\n${await terminal.text()}`);
}
