import type { MessagePort } from 'node:worker_threads';
import type { FromThread, ThreadData } from '../worker/protocol.ts';

/** What a program of a shared thread is started with. */
export interface StartProgram {
  type: 'start';
  id: number;
  data: ThreadData;
  env: Readonly<Record<string, string>>;
  /** Its own line to the cluster. */
  port: MessagePort;
}

export type ToShared =
  | StartProgram
  /** Its container has ended, or it did not give way: nothing of it is to be left. */
  | { type: 'drop'; id: number }
  | { type: 'read' }
  | { type: 'ping' };

/** What a program of a shared thread says besides what one in its own thread does. */
export type FromProgram =
  | FromThread
  /** It needs a thread of its own; it has not begun. */
  | { type: 'unfit' }
  | { type: 'ended'; code: number };

export type FromShared =
  | { type: 'pong' }
  /** Microseconds of CPU time that each program has used since somebody began to ask, and bytes of the thread's heap. */
  | { type: 'reading'; cpu: ReadonlyMap<number, number>; memory: number };
