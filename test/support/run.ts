import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '../../src/base/languages.ts';
import type { Cluster } from '../../src/cluster/types.ts';
import { loadLesson } from '../../src/lesson/load.ts';
import { Session } from '../../src/runner/session.ts';
import { root } from './program.ts';

/** Lessons that need no cluster: what they run and check is the shell's and the file system's. */
export const uiLesson = (name: string): string => join(root, 'fixtures', 'ui', name);

/** A cluster for lessons that need none. */
export function emptyCluster(): Cluster {
  return {
    kind: 'practice',
    name: 'practice',
    speed: 1,
    start: async () => {},
    env: async () => ({}),
    notes: () => [],
    owned: async () => undefined,
    stop: async () => {},
    reset: async () => {},
  };
}

export interface TestRun {
  readonly session: Session;
  /** The run's folder. */
  readonly dir: string;
  /** Leaves the run and opens it again, as another start of the program does. */
  reopen(): Promise<Session>;
  close(): Promise<void>;
}

/** A run of a lesson in a folder of its own. */
export async function openRun(
  lesson: string,
  language: Language = 'en',
  cluster: Cluster = emptyCluster(),
): Promise<TestRun> {
  const dir = mkdtempSync(join(tmpdir(), 'pilotage-run-'));
  const open = async () =>
    Session.open({ lesson: await loadLesson(lesson), cluster, dir, language, showsChanges: true });
  let session = await open();
  return {
    get session() {
      return session;
    },
    dir,
    async reopen() {
      await session.close();
      session = await open();
      return session;
    },
    async close() {
      await session.close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
