import { AsyncLocalStorage } from 'node:async_hooks';
import type { FileView } from '../worker/files.ts';
import type { Link } from '../worker/link.ts';
import type { NetView } from '../worker/net.ts';
import type { ThreadData } from '../worker/protocol.ts';
import type { Keeper } from './keeper.ts';

/** What one of the programs of a shared thread lives in. */
export interface World {
  readonly id: number;
  readonly data: ThreadData;
  readonly link: Link;
  readonly files: FileView;
  readonly net: NetView;
  readonly process: NodeJS.Process;
  readonly keeper: Keeper;
  /** Ends it for an error that nothing caught. */
  readonly crash: (error: unknown, origin: 'uncaughtException' | 'unhandledRejection') => void;
}

/** Node hands it on to everything that a program's code sets going: timers, connections, promises. */
const worlds = new AsyncLocalStorage<World | undefined>();

/** That of the code that runs now; undefined for the thread's own. */
export function currentWorld(): World | undefined {
  return worlds.getStore();
}

export function inWorld<T>(world: World | undefined, run: () => T): T {
  return worlds.run(world, run);
}
