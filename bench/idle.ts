import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostFiles } from '../src/practice/host/files.ts';
import { practiceCluster } from '../src/practice/launch.ts';
import { temporaryHome } from '../test/support/program.ts';
import { keys, TestTerminal } from '../test/support/terminal.ts';
import { wholeProcess } from './whole-process.ts';

/** Milliseconds that every process is watched for. */
export const idleFor = 10_000;

/** A tick of /proc is a hundredth of a second on every Linux of today. */
const tick = 10;

/**
 * Milliseconds of CPU time that a practice cluster takes in `idleFor` milliseconds in which nobody asks anything of it,
 * with ten pods of a web server that nobody talks to. Linux only: elsewhere the time of another process is not to be
 * had so finely.
 */
export async function idleCluster(): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-bench-'));
  const cluster = practiceCluster({ dir, speed: 10, running: true });
  await cluster.start();
  const before = { ...process.env };
  try {
    Object.assign(process.env, await cluster.env());
    await wholeProcess('kubectl', ['create', 'deployment', 'idle', '--image=nginx', '--replicas=10']);
    await wholeProcess('kubectl', ['rollout', 'status', 'deployment/idle']);
    const { pid } = JSON.parse(readFileSync(hostFiles(dir).address, 'utf8')) as { pid: number };
    // What the start left to tidy up is not what is measured.
    await sleep(3_000);
    const began = cpuTime(pid);
    await sleep(idleFor);
    return cpuTime(pid) - began;
  } finally {
    process.env = before;
    await cluster.reset();
  }
}

const rollout = join(import.meta.dirname, '..', 'fixtures', 'ui', 'rollout');

/**
 * Milliseconds of CPU time that the program takes in `idleFor` milliseconds in which nobody does anything: on a step that
 * is done, with the live cluster beside it. @param bin the built program
 */
export async function idleScreen(bin: string): Promise<number> {
  const { env, remove } = temporaryHome();
  const command = [process.execPath, bin, 'start', rollout, '--lang', 'en'];
  const terminal = new TestTerminal({ command, env, columns: 140, rows: 40 });
  const enter = async (wanted: string | RegExp) => {
    terminal.send(keys.enter);
    await terminal.until(wanted);
  };
  try {
    await terminal.until(/Enter (start|run) /);
    if ((await terminal.text()).includes('Enter start')) await enter('Enter run ');
    await enter('Enter next step');
    await enter('step 2 of 5');
    await enter(/2\/2 ready/);
    await sleep(3_000);
    const began = cpuTime(terminal.pid);
    await sleep(idleFor);
    return cpuTime(terminal.pid) - began;
  } finally {
    await terminal.close();
    await remove();
  }
}

function cpuTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = '0', system = '0'] = fields.slice(11, 13);
  return (Number(user) + Number(system)) * tick;
}
