import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { keys } from '../support/terminal.ts';

const learner = learners();

/** A run of it takes as long to be opened again as there is no file `go` beside it. */
const lesson = `id: slow
version: 1.0.0
minutes: 1
steps:
  - id: first
    run: touch first
    checks: [{ file: first }]
    undo: rm first
    resume: until [ -e $LESSON_DIR/go ]; do sleep 0.05; done
`;

describe('a run that takes its time to be opened', () => {
  let folder: string;
  let seen: string;

  beforeEach(async () => {
    const me = learner();
    folder = join(me.home, 'slow');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'lesson.yaml'), lesson);
    writeFileSync(join(folder, 'en.md'), '# Slow\n\n<!-- step: first -->\n## First\n');
    me.start(['start', folder]);
    await me.until('Enter run ');
    await me.press(keys.enter, '✓ Done');
    me.send('q');
    expect(await me.terminal.ended).toBe(0);
    seen = '';
    me.start(['start', folder], {
      onOutput: (text) => {
        seen += text;
      },
    });
    await me.until('Preparing the cluster');
  });

  it('shows nothing of what is typed meanwhile', async () => {
    const me = learner();
    me.send(`zzz${keys.enter}`);
    writeFileSync(join(folder, 'go'), '');
    await me.until((text) => !text.includes('Preparing'));
    expect(seen).not.toContain('zzz');
  });

  it('is left by Ctrl-C', async () => {
    const me = learner();
    me.send(keys.ctrlC);
    expect(await me.terminal.ended).not.toBe(0);
    expect(await me.terminal.isAlternate()).toBe(false);
  });
});
