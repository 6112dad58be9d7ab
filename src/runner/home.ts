import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { copyFiles } from '../lesson/files.ts';
import type { Lesson } from '../lesson/load.ts';

/** Where runs are kept: `PILOTAGE_HOME`, else the XDG place for state. */
export function stateHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PILOTAGE_HOME) return env.PILOTAGE_HOME;
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'pilotage');
}

/** The folder of the run of a lesson on a cluster. */
export function runDir(home: string, lesson: string, cluster: string): string {
  return join(home, 'runs', `${lesson}@${cluster.replaceAll(/[^\w.-]/g, '_')}`);
}

/** What a run's folder holds. */
export function runFiles(dir: string) {
  return {
    journal: join(dir, 'journal.jsonl'),
    recording: join(dir, 'output.jsonl'),
    work: join(dir, 'work'),
    shell: join(dir, 'shell'),
    cluster: join(dir, 'cluster'),
  };
}

/** Makes what a run's folder must have before it is opened. */
export async function makeFolders(files: ReturnType<typeof runFiles>, lesson: Lesson): Promise<void> {
  mkdirSync(files.work, { recursive: true });
  mkdirSync(files.shell, { recursive: true });
  // Only once: what the learner deleted stays deleted.
  if (!existsSync(files.journal)) await copyFiles(lesson, files.work);
}
