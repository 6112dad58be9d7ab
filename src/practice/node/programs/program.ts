import type { Duplex, Readable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
import type { ContainerPaths } from '../runtime/container-paths.ts';
import type { Output } from '../runtime/output.ts';
import type { ProcessEntry } from '../runtime/process-table.ts';
import type { Terminal } from '../runtime/terminal.ts';
import type { User } from '../runtime/user.ts';

/** The network as one container sees it. */
export interface ContainerNetwork {
  readonly ip: string;
  readonly hostname: string;
  /**
   * Takes connections at a port of the container's address (0: any free one). Rejects with EADDRINUSE. Returns the call
   * that ends it. A connection's `remoteAddress` is where it comes from.
   */
  listen(port: number, handler: (connection: Duplex) => void): Promise<() => void>;
  /** By address, Service name or DNS name. Rejects with ENOTFOUND, ECONNREFUSED, EHOSTUNREACH as Node's `net` does. */
  connect(host: string, port: number): Promise<Duplex>;
  /** Addresses of a name. Rejects with ENOTFOUND. */
  lookup(host: string): Promise<string[]>;
  /** The ports at which something of the pod listens. */
  listening(): number[];
}

/** The same for a program in a thread of its own, which no stream of this thread can be given to. */
export interface ThreadNetwork extends ContainerNetwork {
  /** As `listen`: connections arrive at the Unix socket `path`, at which the caller has to listen. */
  reserve(port: number): Promise<{ path: string; port: number; close(): void }>;
  /** As `connect`: a Unix socket to connect to, and the address that the name stands for. */
  route(host: string, port: number): Promise<{ path: string; address: string }>;
}

/** What a program is started with. */
export interface Process {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The working directory, a path inside the container. */
  readonly cwd: string;
  /** Where the container's `/` lies on this machine. Never follow a link out of it. */
  readonly root: string;
  readonly stdin: Readable | undefined;
  /** True where standard output is a terminal. */
  readonly tty: boolean;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly network: ContainerNetwork;
  readonly clock: Clock;
  /**
   * Aborted when the program has to end; `reason` is the signal's name. The first process of a container hears SIGTERM
   * only if it is one that handles it (`sigterm.ts`), as under Linux.
   */
  readonly signal: AbortSignal;
  /** Runs another program of the same container, looked up on its PATH. @throws Error "executable file not found in $PATH" */
  spawn(argv: readonly string[], overrides?: SpawnOverrides): Promise<number>;
}

export type SpawnOverrides = Partial<
  Pick<Process, 'env' | 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'tty' | 'signal'>
>;

/** What the runtime starts its programs with: a `Process`, and what only some of them need. */
export interface ContainerProcess extends Process {
  readonly pid: number;
  readonly user: User;
  readonly network: ThreadNetwork;
  /** Between paths inside the container and where they lie. */
  readonly paths: ContainerPaths;
  /** Bytes that it may use; undefined where there is no limit. */
  readonly memoryLimit: number | undefined;
  /** Aborted when the container is asked to end, whether the program hears of it or not. */
  readonly terminated: AbortSignal;
  readonly terminal: Terminal | undefined;
  /** Aborted when it must end at once (SIGKILL). */
  readonly killed: AbortSignal;
  /** All that run in the container. */
  processes(): ProcessEntry[];
  /** A process number for something that this program runs itself: a shell's background job. */
  takePid(): number;
  /** Asks `listener` before a signal from inside the container ends this program: true means that it was handled. */
  onSignal(listener: (name: string) => boolean): void;
  /** As `spawn`, but the other program takes this one's place, as a shell's `exec` does. */
  exec(argv: readonly string[], overrides?: SpawnOverrides): Promise<number>;
}

/**
 * A program that built-in images contain; resolves to its exit code. In the image it is a file on PATH whose content is
 * `#!pilotage NAME`, so that PATH look-up, COPY and `ls` are what they are anywhere.
 */
export type Program = (process: Process) => Promise<number>;

/** A program that needs what only the runtime's processes have. Every Program is one. */
export type ContainerProgram = (process: ContainerProcess) => Promise<number>;

/** Thrown by a program that took more memory than it may: the container ends as OOMKilled. */
export class OutOfMemory extends Error {}
