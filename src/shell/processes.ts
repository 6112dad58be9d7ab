import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';

export interface ProcessFacts {
  pid: number;
  parent: number;
  group: number;
  /** When it started, in a form of the system's own: with the pid it names one process for good. */
  start: string;
}

/** Makes start times, which Linux counts from the boot, different from those of another boot. */
export const bootId = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';

/** Every process that is not a zombie, by pid. */
export async function listProcesses(): Promise<Map<number, ProcessFacts>> {
  return readProc() ?? (await askPs());
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

function readProc(): Map<number, ProcessFacts> | undefined {
  if (readText('/proc/self/stat') === undefined) return undefined;
  const processes = new Map<number, ProcessFacts>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const facts = readStat(Number(name));
    if (facts) processes.set(facts.pid, facts);
  }
  return processes;
}

/** The facts of one process from /proc; undefined when it is gone, a zombie, or there is no /proc. */
export function readStat(pid: number): ProcessFacts | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name, in parentheses, may hold anything: what counts starts after the last one.
  const [state = '', parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  return { pid, parent: Number(parent), group: Number(group), start: `${rest[16]}@${bootId}` };
}

async function askPs(): Promise<Map<number, ProcessFacts>> {
  const { stdout } = await execa('ps', ['-axo', 'pid=,ppid=,pgid=,state=,lstart='], {
    env: { LC_ALL: 'C' },
    reject: false,
  });
  const processes = new Map<number, ProcessFacts>();
  for (const line of (stdout ?? '').split('\n')) {
    const [, pid, parent, group, state, start] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*\S)/.exec(line) ?? [];
    if (!pid || !state || state.startsWith('Z')) continue;
    const words = `${start}`.split(/\s+/).join('-');
    processes.set(Number(pid), {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      start: words,
    });
  }
  return processes;
}
