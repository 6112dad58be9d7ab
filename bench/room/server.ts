import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ServerOptions } from './server-process.ts';

/** What a server costs, over all its lives. */
export interface Cost {
  /** The most memory that it had, in MB. */
  memory: number;
  /** Seconds of a core. */
  cpu: number;
}

export interface BenchServer extends AsyncDisposable {
  readonly port: number;
  /** What it refused and what went wrong, by the reason: how many times. */
  readonly notices: ReadonlyMap<string, number>;
  cost(): Cost;
  kill(): Promise<void>;
  /** On the same port as before. */
  start(): Promise<void>;
}

/** Clock ticks in a second: the same on every Linux that Node.js runs on. */
const ticks = 100;

export async function startServer(
  program: string,
  options: Omit<ServerOptions, 'port'>,
): Promise<BenchServer> {
  let child: ChildProcess;
  let port = 0;
  const past: Cost = { memory: 0, cpu: 0 };
  const notices = new Map<string, number>();

  const start = async () => {
    child = spawn(process.execPath, [program, JSON.stringify({ ...options, port })], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr?.on('data', (text: Buffer) => {
      for (const line of text.toString().trim().split('\n')) notices.set(line, (notices.get(line) ?? 0) + 1);
    });
    const [said] = (await Promise.race([once(child.stdout as never, 'data'), once(child, 'exit')])) as [
      unknown,
    ];
    port = Number(String(said));
    if (!port) throw new Error(`the server did not start: ${[...notices.keys()].join('\n')}`);
  };
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    Object.assign(past, sum(past, costOf(child.pid)));
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    get port() {
      return port;
    },
    notices,
    cost: () => (child.exitCode === null && child.signalCode === null ? sum(past, costOf(child.pid)) : past),
    kill,
    start,
    [Symbol.asyncDispose]: kill,
  };
}

/** From /proc, which knows the peak. */
function costOf(pid: number | undefined): Cost {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return {
    memory: Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024,
    cpu: (Number(fields[11]) + Number(fields[12])) / ticks,
  };
}

function sum(a: Cost, b: Cost): Cost {
  return { memory: Math.max(a.memory, b.memory), cpu: a.cpu + b.cpu };
}
