import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onLessonChange } from '../../lesson/watch-folder.ts';
import { lessonDir } from '../lessons.ts';
import { WatchPage } from '../watch/page.ts';
import { Rounds } from '../watch/rounds.ts';
import { Trial } from '../watch/trial.ts';

/** Reads and tries a lesson again whenever one of its files was saved, until Ctrl-C. */
export async function watchCommand(name: string): Promise<void> {
  const dir = await lessonDir(name);
  const over = new AbortController();
  const stop = () => over.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // Whoever read what it says has gone.
  process.stdout.on('error', stop);
  const root = await mkdtemp(join(tmpdir(), 'pilotage-watch-'));
  const trial = new Trial(root);
  const page = new WatchPage(process.stdout);
  const rounds = new Rounds({ dir, name, trial, page });
  try {
    onLessonChange(dir, (files) => rounds.changed(files), over.signal);
    rounds.changed([]);
    if (!over.signal.aborted)
      await new Promise((resolve) => over.signal.addEventListener('abort', resolve, { once: true }));
  } finally {
    await rounds.end();
    page.end();
    await trial.end();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}
