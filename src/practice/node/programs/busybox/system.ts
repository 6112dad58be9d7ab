import { availableParallelism, freemem, totalmem, uptime } from 'node:os';
import path from 'node:path';
import { evaluate } from '../shell/arithmetic.ts';
import { echoed, printf } from '../shell/printf.ts';
import { createState } from '../shell/state.ts';
import { test } from '../shell/test-command.ts';
import { type Applet, options } from './applet.ts';
import { formatDate } from './date.ts';
import { human } from './files.ts';

const units: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

export const system: Record<string, Applet> = {
  true: () => 0,
  false: () => 1,
  echo: ({ args, print }) => void print(echoed(args)),
  printf: ({ args: [format = '', ...rest], print, complain }) => printf(format, rest, print, complain),
  pwd: ({ process, print }) => void print(`${process.cwd}\n`),
  basename: ({ args: [file = '', suffix], print }) => void print(`${path.posix.basename(file, suffix)}\n`),
  dirname: ({ args: [file = ''], print }) => void print(`${path.posix.dirname(file)}\n`),
  test: ({ args, process }) => (test(args, createState(process, 'test', [])) ? 0 : 1),
  expr({ args, print }) {
    const value = evaluate(args.join(' '), { get: () => undefined, set: () => undefined });
    print(`${value}\n`);
    return value === 0n ? 1 : 0;
  },
  async sleep({ args, process, complain }) {
    let seconds = 0;
    for (const arg of args) {
      const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(arg);
      if (!match && arg !== 'infinity') return complain(`invalid number '${arg}'`);
      seconds += match ? Number(match[1]) * (units[match[2] ?? ''] ?? 1) : Number.POSITIVE_INFINITY;
    }
    // A timer takes 24 days at most.
    for (let left = seconds * 1000; left > 0; left -= 1e9) {
      if (!(await process.clock.sleep(Math.min(left, 1e9), process.signal)))
        return 128 + (process.signal.reason === 'SIGINT' ? 2 : 15);
    }
    return 0;
  },
  date({ args, process, print }) {
    const { flags, rest } = options(args, 'uIRd:s:');
    const time = flags.d?.startsWith('@') ? Number(flags.d.slice(1)) * 1000 : process.clock.now();
    const format = flags.I === undefined ? rest.find((arg) => arg.startsWith('+'))?.slice(1) : '%Y-%m-%d';
    print(`${formatDate(new Date(time), format ?? '%a %b %e %H:%M:%S UTC %Y')}\n`);
    return 0;
  },
  async env({ args, process, print }) {
    const { flags, rest } = options(
      args.map((arg) => (arg === '-' ? '-i' : arg)),
      '+iu:',
    );
    const env: Record<string, string> = flags.i === undefined ? { ...process.env } : {};
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
  hostname({ args, process, print }) {
    print(`${args.includes('-i') ? process.network.ip : process.network.hostname}\n`);
    return 0;
  },
  id({ args, print }) {
    print(args.includes('-u') || args.includes('-g') ? '0\n' : 'uid=0(root) gid=0(root) groups=0(root)\n');
    return 0;
  },
  uname({ args, process, print }) {
    const { hostname } = process.network;
    const machine = globalThis.process.arch === 'arm64' ? 'aarch64' : 'x86_64';
    const { flags } = options(args, 'asnrvmo');
    const values: [string, string][] = [
      ['s', 'Linux'],
      ['n', hostname],
      ['r', '6.6.87-pilotage'],
      ['v', '#1 SMP'],
      ['m', machine],
      ['o', 'GNU/Linux'],
    ];
    const wanted = Object.keys(flags).length === 0 ? ['s'] : Object.keys(flags);
    print(
      `${values
        .filter(([flag]) => wanted.includes('a') || wanted.includes(flag))
        .map(([, value]) => value)
        .join(' ')}\n`,
    );
    return 0;
  },
  nproc: ({ print }) => void print(`${availableParallelism()}\n`),
  uptime({ process, print }) {
    const minutes = Math.floor(uptime() / 60);
    print(
      ` ${formatDate(new Date(process.clock.now()), '%H:%M:%S')} up ${minutes} min,  load average: 0.00, 0.00, 0.00\n`,
    );
    return 0;
  },
  free({ args, print }) {
    const { flags } = options(args, 'bkmhg');
    const show = (bytes: number) =>
      flags.h !== undefined
        ? human(bytes)
        : String(Math.floor(bytes / (flags.m === undefined ? 1024 : 2 ** 20)));
    const cells = [totalmem(), totalmem() - freemem(), freemem()].map((bytes) => show(bytes).padStart(12));
    print(`${' '.repeat(15)}total        used        free\nMem:   ${cells.join('')}\n`);
    return 0;
  },
  df({ print }) {
    print(
      'Filesystem           1K-blocks      Used Available Use% Mounted on\noverlay               61255492   8123400  49987612  14% /\n',
    );
    return 0;
  },
  ps({ process, print }) {
    print(
      `PID   USER     TIME  COMMAND\n${process
        .processes()
        .map(({ pid, argv }) => `${String(pid).padStart(5)} root      0:00 ${argv.join(' ')}\n`)
        .join('')}`,
    );
    return 0;
  },
  top({ process, print }) {
    print(
      `Mem: ${Math.floor((totalmem() - freemem()) / 1024)}K used, ${Math.floor(freemem() / 1024)}K free\nCPU:   0% usr   0% sys   0% nic 100% idle\nLoad average: 0.00 0.00 0.00\n  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n`,
    );
    for (const { pid, argv } of process.processes())
      print(`${String(pid).padStart(5)}     0 root     S     4400   0%   0   0% ${argv.join(' ')}\n`);
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
