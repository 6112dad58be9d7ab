import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { freePort } from '../../test/support/free-port.ts';
import { bin } from '../../test/support/program.ts';

/** What a server costs, over all its lives. */
export interface Cost {
  /** The most memory that it had, in MB. */
  memory: number;
  /** Seconds of a core. */
  cpu: number;
}

export interface BenchServer extends AsyncDisposable {
  readonly port: number;
  cost(): Cost;
  kill(): Promise<void>;
  /** On the same port as before. */
  start(): Promise<void>;
}

export interface ServerOptions {
  /** Where the program keeps what it keeps. */
  readonly home: string;
  /** The address of a PostgreSQL, where rooms are to be in one. */
  readonly url?: string | undefined;
  readonly lesson: string;
  readonly room: string;
  readonly secret: string;
}

/** Clock ticks in a second: the same on every Linux that Node.js runs on. */
const ticks = 100;

/** `pilotage lead --headless`, as it is installed. */
export async function startServer({ home, url, lesson, room, secret }: ServerOptions): Promise<BenchServer> {
  const port = await freePort();
  const past: Cost = { memory: 0, cpu: 0 };
  let child: ChildProcess;

  const start = async () => {
    const where = ['--room', room, '--host', '127.0.0.1', '--port', String(port)];
    child = spawn(process.execPath, [bin, 'lead', lesson, '--headless', ...where], {
      env: {
        ...{ PATH: process.env.PATH, PILOTAGE_HOME: home, PILOTAGE_ROOM_SECRET: secret },
        ...(url && { DATABASE_URL: url }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said = `${said}${text}`.slice(-2_000);
    });
    // Its invitation; what it says of requests later is of no interest here.
    const invited = once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data').then(() => true);
    const isUp = await Promise.race([invited, once(child, 'exit').then(() => false)]);
    if (!isUp) throw new Error(`the server did not start: ${said}`);
    child.stdout?.resume();
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
    port,
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
