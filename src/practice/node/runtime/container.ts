import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
import type { ContainerInterface } from '../network/pod-network.ts';
import { OutOfMemory } from '../programs/program.ts';
import type { ContainerPaths } from './container-paths.ts';
import { NotExecutable } from './executables.ts';
import { outputTo } from './output.ts';
import { type Launcher, startProcess } from './process.ts';
import { createProcessTable, type ProcessEntry } from './process-table.ts';
import { createTerminal, type TerminalSize } from './terminal.ts';
import { rootUser, type User } from './user.ts';

export interface ContainerOptions {
  paths: ContainerPaths;
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** Without one it is root. */
  user?: User;
  tty: boolean;
  /** It has an input, which `attach` gives it: for good, or until the first one who attached goes. */
  stdin: 'none' | 'kept' | 'once';
  network: ContainerInterface;
  clock: Clock;
  launcher: Launcher;
  /** A program that passes signals on is the first process, and the container's own the second. */
  init?: boolean;
  /** Bytes. */
  memoryLimit?: number | undefined;
  output: (stream: 'stdout' | 'stderr', data: string | Uint8Array) => void;
}

export interface Exit {
  exitCode: number;
  reason: 'Completed' | 'Error' | 'OOMKilled';
}

export interface AttachOptions {
  stdin: Readable | undefined;
  stdout: Writable;
  stderr: Writable | undefined;
  signal: AbortSignal;
  /** The sizes of the client's terminal, as they change. */
  resize?: (listener: (size: TerminalSize) => void) => void;
}

export interface ExecOptions extends AttachOptions {
  command: readonly string[];
  tty: boolean;
  /** In place of the container's own. */
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/** A container that runs. */
export interface Container {
  readonly exited: Promise<Exit>;
  /** SIGTERM, and SIGKILL after `grace` milliseconds. Resolves when it has ended. */
  stop(grace: number): Promise<Exit>;
  /** Sends its first process a signal. Those that ask for nothing but an end are heard; SIGKILL always is. */
  signal(name: string): void;
  processes(): ProcessEntry[];
  /** Runs a command in it; resolves to its exit code. @throws NotExecutable */
  exec(options: ExecOptions): Promise<number>;
  /** Shows what it prints from now on, and hands it what is typed, until it has ended or `signal` is aborted. */
  attach(options: AttachOptions): Promise<void>;
}

type Stream = 'stdout' | 'stderr';
type Audience = Pick<AttachOptions, 'stdout' | 'stderr'>;

/** Pieces of output that are kept for the first who attaches. */
const mostUnseen = 100;

const killedCode = 137;

const endingSignals: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT']);

/** @throws NotExecutable when there is no such command in the container. */
export function startContainer(options: ContainerOptions): Container {
  const { clock, network, output, user = rootUser } = options;
  const term = new AbortController();
  const kill = new AbortController();
  const table = createProcessTable();
  if (options.init)
    table.add({
      pid: table.nextPid(),
      argv: ['/sbin/docker-init', '--', ...options.argv],
      kill: () => undefined,
    });
  const attached = new Set<Audience>();
  // Here a container may be done before `kubectl run -i` has attached to it: the first to come sees all of it.
  const unseen: { stream: Stream; data: string | Uint8Array }[] = [];
  const show = (one: Audience, stream: Stream, data: string | Uint8Array) =>
    ((stream === 'stderr' && one.stderr) || one.stdout).write(data);
  const emit = (stream: Stream, data: string | Uint8Array) => {
    output(stream, data);
    if (options.stdin === 'once' && attached.size === 0 && unseen.length < mostUnseen)
      unseen.push({ stream, data });
    for (const one of attached) show(one, stream, data);
  };
  const input = options.stdin === 'none' ? undefined : new PassThrough();
  const terminal = options.tty
    ? createTerminal(
        input,
        (data) => emit('stdout', data),
        () => term.abort('SIGINT'),
      )
    : undefined;
  const first = startProcess(options.launcher, {
    ...options,
    user,
    table,
    root: options.paths.root,
    pid: table.nextPid(),
    stdin: terminal?.stdin ?? input,
    stdout: terminal?.write ?? ((data) => emit('stdout', data)),
    stderr: terminal?.write ?? ((data) => emit('stderr', data)),
    memoryLimit: options.memoryLimit,
    signal: term.signal,
    terminated: term.signal,
    terminal,
    killed: kill.signal,
  });
  const cut = new Promise<Exit>((resolve) => {
    kill.signal.addEventListener('abort', () => resolve({ exitCode: killedCode, reason: 'Error' }), {
      once: true,
    });
  });
  const ended = first.then(
    (exitCode): Exit => ({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' }),
    (error: unknown): Exit => {
      if (error instanceof OutOfMemory) return { exitCode: killedCode, reason: 'OOMKilled' };
      emit('stderr', `${error instanceof NotExecutable ? error.message : (error as Error).stack}\n`);
      return { exitCode: error instanceof NotExecutable ? 255 : 1, reason: 'Error' };
    },
  );
  const exited = Promise.race([ended, cut]).then((exit) => {
    // The end of the first process is the end of all that was started in its container.
    kill.abort('SIGKILL');
    network.close();
    return exit;
  });

  return {
    exited,
    async stop(grace) {
      term.abort('SIGTERM');
      const patience = clock.after(grace, () => kill.abort('SIGKILL'));
      const exit = await exited;
      patience.cancel();
      return exit;
    },
    signal(name) {
      if (name === 'SIGKILL') kill.abort(name);
      else if (endingSignals.has(name)) term.abort(name);
    },
    processes: () => table.list(),
    exec({ command, tty, stdin, stdout, stderr, signal, resize, env = options.env, cwd = options.cwd }) {
      const interrupted = new AbortController();
      const end = AbortSignal.any([signal, kill.signal, interrupted.signal]);
      const terminal = tty
        ? createTerminal(
            stdin,
            (data) => stdout.write(data),
            () => interrupted.abort('SIGINT'),
          )
        : undefined;
      if (terminal) resize?.(terminal.setSize);
      return startProcess(options.launcher, {
        ...options,
        user,
        table,
        argv: command,
        env,
        cwd,
        root: options.paths.root,
        pid: table.nextPid(),
        tty,
        terminal,
        stdin: terminal?.stdin ?? stdin,
        stdout: terminal?.write ?? outputTo(stdout),
        stderr: terminal?.write ?? outputTo(stderr ?? stdout),
        memoryLimit: options.memoryLimit,
        signal: end,
        terminated: end,
        killed: end,
      });
    },
    async attach({ stdin, stdout, stderr, signal, resize }) {
      if (terminal) resize?.(terminal.setSize);
      const one = { stdout, stderr };
      attached.add(one);
      for (const { stream, data } of unseen.splice(0)) show(one, stream, data);
      stdin?.on('data', (data: Buffer) => {
        // An earlier client may have ended it.
        if (!input?.writable || input.write(data)) return;
        stdin.pause();
        input.once('drain', () => stdin.resume());
      });
      if (options.stdin === 'once') stdin?.once('end', () => input?.end());
      await Promise.race([exited, aborted(signal)]);
      attached.delete(one);
      if (options.stdin === 'once' && stdin) input?.end();
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
