import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../src/cluster/types.ts';
import type { Entry } from '../../src/engine/events.ts';
import { loadLesson } from '../../src/lesson/load.ts';
import { autopilot } from '../../src/runner/autopilot.ts';
import { runFiles } from '../../src/runner/home.ts';
import { readJournal } from '../../src/runner/journal.ts';
import { Session } from '../../src/runner/session.ts';

/** What somebody who goes through a lesson leaves in a journal. */
export interface Course {
  /** The folder of the lesson. */
  readonly lesson: string;
  readonly entries: readonly Entry[];
  /** When each of them happens: milliseconds since the run began, as long as the lesson says that it takes. */
  readonly offsets: readonly number[];
}

/** Goes through a lesson once, and spreads what is read and typed in between over the lesson's minutes. */
export async function recordCourse(folder: string, clusterIn: (dir: string) => Cluster): Promise<Course> {
  const lesson = await loadLesson(folder);
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-bench-room-'));
  const cluster = clusterIn(join(dir, 'cluster'));
  try {
    const session = await Session.open({ lesson, cluster, dir, language: 'en' });
    const done = await autopilot(session, new AbortController().signal);
    await session.close();
    if (!done) throw new Error(`${lesson.id} cannot be gone through: validate it`);
    const { entries } = readJournal(runFiles(dir).journal);
    return { lesson: folder, entries, offsets: spread(entries, lesson.file.minutes * 60_000) };
  } finally {
    await cluster.reset();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The time that the recording did not take is what a learner reads and types before each command. */
function spread(entries: readonly Entry[], total: number): number[] {
  const start = Date.parse(entries[0]?.at ?? '');
  const recorded = Date.parse(entries.at(-1)?.at ?? '') - start;
  const thought = entries.filter(({ type }) => type === 'command-started').length;
  const pause = Math.max(0, total - recorded) / Math.max(1, thought);
  let paused = 0;
  return entries.map((entry) => {
    if (entry.type === 'command-started') paused += pause;
    return Date.parse(entry.at) - start + paused;
  });
}
