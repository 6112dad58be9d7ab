import type { NetworkFailure } from '../../network/failure.ts';
import type { Mount, ReadOnlyRoot } from '../../runtime/container-paths.ts';
import type { User } from '../../runtime/user.ts';

/** What a container's program is started with. */
export interface ThreadData {
  /** What follows `node` on the command line. */
  args: readonly string[];
  cwd: string;
  root: string;
  mounts: readonly Mount[];
  readOnlyRoot: ReadOnlyRoot | undefined;
  user: User;
  hostname: string;
  ip: string;
  pid: number;
  tty: boolean;
  /** How many times faster than the wall clock its timers run. */
  speed: number;
}

/** A thread of its own knows this besides. */
export interface OwnThreadData extends ThreadData {
  /** One Int32: the bytes of output that the cluster has not taken yet. */
  untaken: SharedArrayBuffer;
}

/** Questions that a thread asks the cluster, and the answers. */
export interface Questions {
  connect: { ask: { host: string; port: number }; answer: { path: string; address: string } };
  listen: { ask: { port: number }; answer: { path: string; port: number } };
  lookup: { ask: { host: string }; answer: string[] };
}

export type Question = keyof Questions;

export type FromThread =
  | { [Q in Question]: { type: 'question'; id: number; question: Q } & Questions[Q]['ask'] }[Question]
  /** The server at this port was closed. */
  | { type: 'closed'; port: number }
  | { type: 'output'; stream: 'stdout' | 'stderr'; data: string | Uint8Array };

export type ToThread =
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'failure'; id: number; failure: NetworkFailure }
  | { type: 'signal'; name: string };

/** A thread that wrote more than this waits until the cluster has taken some. */
export const untakenLimit = 1024 * 1024;
