import { statfsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem, uptime } from 'node:os';
import path from 'node:path';
import type { ContainerProcess } from '../program.ts';
import { type Applet, options } from './applet.ts';
import { formatDate } from './date.ts';
import { human } from './files.ts';

const owner = ({ user }: ContainerProcess) => user.name ?? String(user.uid);

/** Commands about the machine, which is the learner's own, and the processes of the container. */
export const machine: Record<string, Applet> = {
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
    const units: [flag: string, size: number][] = [
      ['b', 1],
      ['m', 2 ** 20],
      ['g', 2 ** 30],
    ];
    const unit = units.find(([flag]) => flags[flag] !== undefined)?.[1] ?? 1024;
    const show = (bytes: number) => (flags.h !== undefined ? human(bytes) : String(Math.floor(bytes / unit)));
    const row = (name: string, cells: readonly number[]) =>
      `${name.padEnd(7)}${cells.map((bytes) => show(bytes).padStart(12)).join('')}\n`;
    print('              total        used        free      shared  buff/cache   available\n');
    print(row('Mem:', [totalmem(), totalmem() - freemem(), freemem(), 0, 0, freemem()]));
    print(row('Swap:', [0, 0, 0]));
    return 0;
  },
  df({ args, process, print }) {
    const { flags } = options(args, 'hkmTPia');
    const { blocks, bsize, bavail } = statfsSync(process.root);
    const unit = flags.m === undefined ? 1024 : 2 ** 20;
    const show = (bytes: number) => (flags.h === undefined ? String(Math.floor(bytes / unit)) : human(bytes));
    const [size, left] = [blocks * bsize, bavail * bsize];
    const title = flags.h !== undefined ? 'Size' : flags.m === undefined ? '1K-blocks' : '1M-blocks';
    print(`Filesystem           ${title.padStart(9)}      Used Available Use% Mounted on\n`);
    const used = `${Math.ceil(((size - left) / size) * 100)}%`;
    const cells = [size, size - left, left].map((bytes) => show(bytes).padStart(9));
    print(`overlay              ${cells.join(' ')} ${used.padStart(4)} /\n`);
    return 0;
  },
  mount({ args, process, print, complain }) {
    if (args.some((arg) => !arg.startsWith('-'))) return complain('permission denied (are you root?)');
    print(
      `overlay on / type overlay (${process.paths.readOnlyRoot ? 'ro' : 'rw'},relatime)\nproc on /proc type proc (rw,nosuid,nodev,noexec,relatime)\n`,
    );
    for (const { at, readOnly } of process.paths.mounts)
      print(`/dev/vda1 on ${at} type ext4 (${readOnly ? 'ro' : 'rw'},relatime)\n`);
    return 0;
  },
  ps({ process, print }) {
    print('PID   USER     TIME  COMMAND\n');
    for (const { pid, argv } of process.processes())
      print(`${String(pid).padStart(5)} ${owner(process).padEnd(8)}  0:00 ${argv.join(' ')}\n`);
    return 0;
  },
  async top({ args, process, print }) {
    const { flags } = options(args, 'bn:d:mH');
    const rounds = Number(flags.n ?? (process.tty ? Number.POSITIVE_INFINITY : 1));
    const pause = Number(flags.d ?? 5) * 1000;
    for (let round = 0; round < rounds && !process.signal.aborted; round += 1) {
      if (process.tty && flags.b === undefined) print('\x1b[H\x1b[J');
      const [used, free] = [totalmem() - freemem(), freemem()].map((bytes) => Math.floor(bytes / 1024));
      print(`Mem: ${used}K used, ${free}K free, 0K shrd, 0K buff, 0K cached\n`);
      print('CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\n');
      print(`Load average: 0.00 0.00 0.00 1/${process.processes().length} ${process.pid}\n`);
      print('  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n');
      for (const { pid, argv } of process.processes())
        print(
          `${String(pid).padStart(5)}     0 ${owner(process).padEnd(8)} S     4400   0%   0   0% ${argv.join(' ')}\n`,
        );
      if (round + 1 < rounds) await process.clock.sleep(pause, process.signal);
    }
    return 0;
  },
  pidof({ args, process, print }) {
    const found = process.processes().filter(({ argv }) => args.includes(path.posix.basename(argv[0] ?? '')));
    if (found.length > 0) print(`${found.map(({ pid }) => pid).join(' ')}\n`);
    return found.length > 0 ? 0 : 1;
  },
};
