import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses, type ProcessFacts } from './processes.ts';

/** The signals, and the milliseconds that each is given to work. */
const ladder = [
  ['SIGINT', 2000],
  ['SIGTERM', 3000],
  ['SIGKILL', 2000],
] as const;

export type FirstSignal = (typeof ladder)[number][0];

/**
 * Ends a process group and what descends from it, also processes that took themselves out of the group (setsid): they
 * are found by their parents before the first signal, while they still have them. Resolves when all are gone, or cannot
 * be ended (another user's).
 */
export async function endGroup(group: number, first: FirstSignal): Promise<void> {
  if (!groupExists(group)) return;
  const known = new Map<number, ProcessFacts>();
  for (const [signal, patience] of ladder.slice(ladder.findIndex(([name]) => name === first))) {
    if (!(await look(group, known))) return;
    kill(-group, signal);
    for (const one of known.values()) if (one.group !== group) kill(one.pid, signal);
    if (await gone(group, known, signal === 'SIGKILL', patience)) return;
  }
}

/** Brings `known` up to date; false when nobody is left. */
async function look(group: number, known: Map<number, ProcessFacts>): Promise<boolean> {
  const processes = await listProcesses();
  for (const [pid, { start }] of known) {
    const now = processes.get(pid);
    if (now?.start === start) known.set(pid, now);
    else known.delete(pid);
  }
  for (const one of processes.values()) if (one.group === group) known.set(one.pid, one);
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const one of processes.values()) if (known.has(one.parent)) known.set(one.pid, one);
  }
  return known.size > 0;
}

async function gone(
  group: number,
  known: Map<number, ProcessFacts>,
  killNewcomers: boolean,
  patience: number,
): Promise<boolean> {
  const deadline = performance.now() + patience;
  for (let pause = 5; performance.now() < deadline; pause = Math.min(pause * 2, 80)) {
    await sleep(pause);
    if (!(await look(group, known))) return true;
    if (killNewcomers) for (const { pid } of known.values()) kill(pid, 'SIGKILL');
  }
  return false;
}

function kill(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // Gone meanwhile, or not ours to end: looking again tells which.
  }
}

/** Whether a group has processes, zombies among them. */
export function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
