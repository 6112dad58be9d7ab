import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { bin } from '../support/program.ts';
import { uiLesson } from '../support/run.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

/** Kilobytes that a file may have: as on a full disk, what goes beyond is refused. */
const room = 200;

describe('a disk that is full', () => {
  it('ends the run at its last event, says why, and lets it go on from there', async () => {
    const me = learner();
    // At its exit Node.js writes its compile cache where there is none, and by then the limit's signal ends it.
    const program = `NODE_DISABLE_COMPILE_CACHE=1 '${process.execPath}' '${bin}' start '${uiLesson('straight')}'`;
    me.open([
      'bash',
      '-c',
      `ulimit -f ${room}; ${program}; echo "exit $?"; stty -a | grep -oE -e '-?\\bicanon\\b'; echo after`,
    ]);
    await me.until('Enter run ');
    await me.press(keys.enter, 'next step');
    // The journal keeps the last lines that a command prints, and these are long.
    me.send(`:printf '%08000d\\n' {1..40}; KEPT=1${keys.enter}`);
    await me.until(/0{20}[\s\S]*Enter next step/);
    me.send(`:printf '%08000d\\n' {1..40}${keys.enter}`);
    const text = await me.until(/\nafter$/);
    expect(text).toContain('The journal of this run cannot be written: ');
    expect(text.replaceAll(/\s*\n\s*/g, ' ')).toMatch(
      /Free some space .*the run goes on from its last event/,
    );
    expect(text).toMatch(/\nexit 3\nicanon\nafter$/);
    expect(await me.terminal.isAlternate()).toBe(false);

    me.start(['start', uiLesson('straight')]);
    const again = await me.until('Welcome back');
    expect(again.replaceAll(/\s+/g, ' ')).toContain('Your own command was interrupted: printf');
    expect(again).toContain('step 1 of 4');
    await me.press(keys.enter, 'step 2 of 4');
    const journal = join(me.home, 'runs', 'straight@practice', 'journal.jsonl');
    for (const line of readFileSync(journal, 'utf8').trimEnd().split('\n')) JSON.parse(line);
  });
});
