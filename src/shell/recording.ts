import { readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { quote } from '../base/quote.ts';
import { record } from './scripts/record.ts';
import type { InteractiveShell } from './types.ts';

/** What was run in a shell, as one would type it again. */
export interface Typed {
  readonly command: string;
  readonly exit: number;
}

/**
 * Makes a shell tell what is run in it. `dir`: the shell's own folder. `onTyped` is called with one command after the
 * other, and the shell's next prompt waits for it. `ended` is to be called when the shell has ended: it resolves once
 * all was told.
 */
export function recorded(
  shell: InteractiveShell,
  dir: string,
  onTyped: (typed: Typed) => Promise<void>,
): { shell: InteractiveShell; ended: () => Promise<void> } {
  const [typed, looked, rc] = [join(dir, 'typed'), join(dir, 'looked'), join(dir, 'record.sh')];
  writeFileSync(typed, '');
  writeFileSync(rc, `builtin source ${quote(join(dir, 'rc.sh'))}\n${record}`);
  let told = 0;
  let telling = Promise.resolve();
  const tell = async () => {
    const entries = entriesIn(readFileSync(typed, 'utf8'));
    for (const entry of entries.slice(told)) {
      await onTyped(entry);
      told += 1;
      writeFileAtomic(looked, `${told}\n`, { fsync: false });
    }
  };
  const soon = () => {
    telling = telling.then(tell);
  };
  const watcher = watch(dir, (_, name) => {
    if (name === null || name === 'typed') soon();
  });
  return {
    shell: { ...shell, args: ['--rcfile', rc, '-i'] },
    async ended() {
      watcher.close();
      soon();
      await telling;
    },
  };
}

/** What is not complete yet comes with the next look. */
function entriesIn(text: string): Typed[] {
  const fields = text.split('\0').slice(0, -1);
  return Array.from({ length: Math.floor(fields.length / 2) }, (_, at) => ({
    exit: Number(fields[2 * at]),
    command: (fields[2 * at + 1] ?? '').trimEnd(),
  }));
}
