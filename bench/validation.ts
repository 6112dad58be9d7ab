import { execFile } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeScratch } from '../src/cli/validation/scratch.ts';
import { loadLesson } from '../src/lesson/load.ts';
import type { Step } from '../src/lesson/schema.ts';
import { practiceCluster } from '../src/practice/launch.ts';
import { wholeProcess } from './whole-process.ts';

const lesson = join(import.meta.dirname, '..', 'lessons', 'dockercoins');
/** As validation has it. */
const speed = 25;

/** Milliseconds that `pilotage validate` takes for DockerCoins. */
export function dockercoinsValidated(bin: string): Promise<number> {
  return wholeProcess(process.execPath, [bin, 'validate', lesson]);
}

/**
 * Milliseconds that the workshop's commands and undos take by themselves, as one bash script on a practice cluster as
 * fast, whose files are where validation has them: nothing is checked, it waits only for what the next command needs.
 */
export async function dockercoinsCommands(): Promise<number> {
  const { file } = await loadLesson(lesson);
  const undos = file.steps.flatMap(({ undo }) => undo ?? []).toReversed();
  const script = ['set -e', ...file.steps.map(byHand), ...undos].join('\n');
  const dir = await makeScratch('practice');
  const work = join(dir, 'work');
  cpSync(join(lesson, 'files'), work, { recursive: true });
  const began = performance.now();
  const cluster = practiceCluster({ dir: join(dir, 'cluster'), speed });
  try {
    await cluster.start();
    const env = { ...process.env, ...(await cluster.env()) };
    await promisify(execFile)('bash', ['-c', script], { cwd: work, env });
  } finally {
    await cluster.reset();
    rmSync(dir, { recursive: true });
  }
  return performance.now() - began;
}

/** The command of a step, and a wait for its Deployments; one that follows a log ends with the line that its check is for. */
function byHand({ run = '', until, checks = [] }: Step): string {
  const line = checks.flatMap((check) => ('logs' in check && check.matches) || [])[0];
  if (until === 'checks' && line !== undefined) {
    // grep -P, for the patterns are JavaScript's; -q ends at the first line, and the command with its next.
    return `{ ${run.trim()}\n} 2>&1 | grep -qP '${line}'`;
  }
  const made = checks.flatMap((check) => ('resource' in check ? check.resource : []));
  const deployments = new Set(made.filter((name) => name.startsWith('deployments/')));
  return [run.trim(), ...[...deployments].map((name) => `kubectl rollout status ${name}`)].join('\n');
}
