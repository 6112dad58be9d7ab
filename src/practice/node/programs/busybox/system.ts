import path from 'node:path';
import { echoed, printf } from '../shell/printf.ts';
import { createState } from '../shell/state.ts';
import { test } from '../shell/test-command.ts';
import { type Applet, options } from './applet.ts';
import { duration } from './timeout.ts';

/** Commands about the process and its surroundings. */
export const system: Record<string, Applet> = {
  true: () => 0,
  false: () => 1,
  sync: () => 0,
  echo: ({ args, print }) => void print(echoed(args)),
  printf: ({ args: [format = '', ...rest], print, complain }) => printf(format, rest, print, complain),
  pwd: ({ process, print }) => void print(`${process.cwd}\n`),
  basename: ({ args: [file = '', suffix], print }) => void print(`${path.posix.basename(file, suffix)}\n`),
  dirname: ({ args: [file = ''], print }) => void print(`${path.posix.dirname(file)}\n`),
  test: ({ args, process }) => (test(args, createState(process, 'test', [])) ? 0 : 1),
  clear: ({ print }) => void print('\x1b[H\x1b[J'),
  async sleep({ args, process, complain }) {
    let left = 0;
    for (const arg of args) {
      const taken = duration(arg);
      if (taken === undefined) return complain(`invalid number '${arg}'`);
      left += taken;
    }
    // A timer takes 24 days at most.
    for (; left > 0; left -= 1e9) {
      if (!(await process.clock.sleep(Math.min(left, 1e9), process.signal)))
        return 128 + (process.signal.reason === 'SIGINT' ? 2 : 15);
    }
    return 0;
  },
  async usleep({ args: [microseconds = '0'], process }) {
    await process.clock.sleep(Number(microseconds) / 1000, process.signal);
    return 0;
  },
  async env({ args, process, print }) {
    const { flags, rest } = options(
      args.map((arg) => (arg === '-' ? '-i' : arg)),
      '+iu:',
    );
    const env: Record<string, string> = flags.i === undefined ? { ...process.env } : {};
    if (flags.u !== undefined) delete env[flags.u];
    while (rest[0]?.includes('=')) {
      const [name = '', ...value] = (rest.shift() ?? '').split('=');
      env[name] = value.join('=');
    }
    if (rest.length > 0) return process.exec(rest, { env });
    for (const [name, value] of Object.entries(env)) print(`${name}=${value}\n`);
    return 0;
  },
  printenv({ args, process, print }) {
    for (const [name, value] of Object.entries(process.env)) {
      if (args.length === 0) print(`${name}=${value}\n`);
      else if (args.includes(name)) print(`${value}\n`);
    }
    return args.every((name) => name in process.env) ? 0 : 1;
  },
  hostname({ args, process, print, complain }) {
    if (args.some((arg) => !arg.startsWith('-'))) return complain('sethostname: Operation not permitted');
    print(`${args.includes('-i') ? process.network.ip : process.network.hostname}\n`);
    return 0;
  },
  kill({ args, process, complain }) {
    const { name, pids } = signalOf(args);
    let status = 0;
    for (const pid of pids) {
      const found = process.processes().find((one) => String(one.pid) === pid);
      if (found) found.kill(name);
      else status = complain(`can't kill pid ${pid}: No such process`);
    }
    return status;
  },
  async time({ args, process }) {
    const began = performance.now();
    const status = await process.spawn(args);
    const seconds = ((performance.now() - began) * process.clock.speed) / 1000;
    process.stderr(
      `real\t${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`,
    );
    return status;
  },
};

function signalOf(args: readonly string[]): { name: string; pids: string[] } {
  const numbers: Record<string, string> = { 1: 'SIGHUP', 2: 'SIGINT', 9: 'SIGKILL', 15: 'SIGTERM' };
  const [first = '', ...others] = args;
  if (first === '-s') return { name: `SIG${(others[0] ?? '').replace(/^SIG/, '')}`, pids: others.slice(1) };
  if (!first.startsWith('-')) return { name: 'SIGTERM', pids: [...args] };
  const given = first.slice(1);
  return { name: numbers[given] ?? `SIG${given.replace(/^SIG/, '')}`, pids: others };
}
