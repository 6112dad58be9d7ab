import type { Duplex, Readable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';

/** The network as one container sees it. */
export interface ContainerNetwork {
  readonly ip: string;
  readonly hostname: string;
  /** Takes connections at a port of the container's address. Rejects with EADDRINUSE. Returns the call that ends it. */
  listen(port: number, handler: (connection: Duplex) => void): Promise<() => void>;
  /** By address, Service name or DNS name. Rejects with ENOTFOUND, ECONNREFUSED, ETIMEDOUT as Node's `net` does. */
  connect(host: string, port: number): Promise<Duplex>;
  /** Addresses of a name. Rejects with ENOTFOUND. */
  lookup(host: string): Promise<string[]>;
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
  readonly stdout: (data: string | Uint8Array) => void;
  readonly stderr: (data: string | Uint8Array) => void;
  readonly network: ContainerNetwork;
  readonly clock: Clock;
  /** Aborted when the container is asked to end (SIGTERM); `reason` is the signal's name. */
  readonly signal: AbortSignal;
  /** Runs another program of the same container, looked up on its PATH. @throws Error "executable file not found in $PATH" */
  spawn(argv: readonly string[], overrides?: Partial<Pick<Process, 'env' | 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'tty' | 'signal'>>): Promise<number>;
}

/**
 * A program that built-in images contain; resolves to its exit code. In the image it is a file on PATH whose content is
 * `#!pilotage NAME`, so that PATH look-up, COPY and `ls` are what they are anywhere.
 */
export type Program = (process: Process) => Promise<number>;
