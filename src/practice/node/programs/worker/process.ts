import childProcess from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import threads from 'node:worker_threads';
import type { Link } from './link.ts';
import type { ThreadData } from './protocol.ts';

const signals = os.constants.signals as Readonly<Record<string, number>>;

/** Gives this thread the process that its container would have: name, number, folder, signals, output. */
export function patchProcess(link: Link, data: ThreadData, isFolder: (inside: string) => boolean): void {
  // Of this thread alone.
  const { exit } = process;
  link.onSignal(shapeProcess(process, data, exit, isFolder));
  patchSystem(() => ({ data, env: process.env }));
}

/** Makes `target` the process of a container. Returns what is to be called when a signal comes from outside. */
export function shapeProcess(
  target: NodeJS.Process,
  data: ThreadData,
  exit: (code: number) => never,
  isFolder: (inside: string) => boolean,
): (name: string) => void {
  let cwd = data.cwd;
  const define = (name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
  define('cwd', () => cwd);
  define('chdir', (folder: string) => {
    const next = path.posix.resolve(cwd, folder);
    if (!isFolder(next)) {
      const message = `ENOENT: no such file or directory, chdir ${cwd} -> '${folder}'`;
      throw Object.assign(new Error(message), {
        errno: -2,
        code: 'ENOENT',
        syscall: 'chdir',
        path: cwd,
        dest: folder,
      });
    }
    cwd = next;
  });
  define('pid', data.pid);
  define('ppid', 0);
  define('execPath', '/usr/local/bin/node');
  define('title', 'node');
  const signal = (name: string) => {
    if (target.listenerCount(name) > 0) target.emit(name as 'SIGTERM', name as 'SIGTERM');
    // A process that handles no signals ends at one; the first of a container does not even hear it.
    else if (data.pid !== 1) exit(128 + (signals[name] ?? 0));
  };
  define('kill', (pid: number, name: string | number = 'SIGTERM') => {
    if (pid !== data.pid) {
      throw Object.assign(new Error('kill ESRCH'), { errno: -3, code: 'ESRCH', syscall: 'kill' });
    }
    if (name !== 0)
      signal(
        typeof name === 'string' ? name : (Object.keys(signals).find((key) => signals[key] === name) ?? ''),
      );
    return true;
  });
  const { uid, gid, groups } = data.user;
  for (const call of ['getuid', 'geteuid']) define(call, () => uid);
  for (const call of ['getgid', 'getegid']) define(call, () => gid);
  define('getgroups', () => groups);
  return signal;
}

/** A container as `node:os` describes it. */
interface SystemView {
  readonly data: ThreadData;
  readonly env: NodeJS.ProcessEnv;
}

/** Shows the container that asks as the machine that it runs on, with no threads and commands besides. */
export function patchSystem(viewOf: () => SystemView): void {
  const homedir = ({ data, env }: SystemView) => env.HOME ?? data.user.home;
  Object.assign(os, {
    hostname: () => viewOf().data.hostname,
    networkInterfaces: () => ({
      lo: [addressOf('127.0.0.1', 8, true)],
      eth0: [addressOf(viewOf().data.ip, 24, false)],
    }),
    homedir: () => homedir(viewOf()),
    userInfo: () => {
      const { uid, gid, name: username = String(uid), home: homedir } = viewOf().data.user;
      return { uid, gid, username, homedir, shell: '/bin/sh' };
    },
    tmpdir: () => '/tmp',
  });
  // A container's program is the main thread of its process, and can start neither others nor commands of this machine.
  class NoWorker {
    constructor() {
      throw new Error('The practice cluster runs containers without worker threads of their own');
    }
  }
  Object.assign(threads, {
    isMainThread: true,
    parentPort: null,
    workerData: null,
    threadId: 0,
    Worker: NoWorker,
  });
  refuseCommands();
}

function addressOf(address: string, prefix: number, internal: boolean) {
  const netmask = prefix === 8 ? '255.0.0.0' : '255.255.255.0';
  return {
    address,
    netmask,
    family: 'IPv4',
    mac: '02:42:0a:f4:00:02',
    internal,
    cidr: `${address}/${prefix}`,
  };
}

function refuseCommands(): void {
  const refusal = (file: string, syscall: string) =>
    Object.assign(new Error(`${syscall} ENOENT`), { errno: -2, code: 'ENOENT', syscall, path: file });
  interface Spawned {
    emit(name: string, error: Error): boolean;
  }
  const { ChildProcess } = childProcess as unknown as {
    ChildProcess: { prototype: Record<string, unknown> };
  };
  ChildProcess.prototype.spawn = function (this: Spawned, options: { file: string }) {
    process.nextTick(() => this.emit('error', refusal(options.file, `spawn ${options.file}`)));
    return -2;
  };
  const sync = (file: string) => {
    throw refusal(file, `spawnSync ${file}`);
  };
  Object.assign(childProcess, { spawnSync: sync, execSync: sync, execFileSync: sync });
}
