import { setTimeout as sleep } from 'node:timers/promises';
import { onFileChange } from '../file-stamp.ts';
import { type Connection, identityOf, openConnection } from './connection.ts';
import { KubeconfigError, StatusError, UnreachableError } from './errors.ts';

/** Wall time: how patient watching is. */
export interface Timing {
  /** Milliseconds between looks at the kubeconfig. */
  readonly lookEvery: number;
  /** Milliseconds before the second retry; doubled for each further one, up to `retryMost`. */
  readonly retryFirst: number;
  readonly retryMost: number;
  /** Seconds after which the server is asked to end a watch, so that a dead connection is found out. */
  readonly watchSeconds: number;
  /** Milliseconds that it may take longer than that. */
  readonly watchGrace: number;
}

const patient: Timing = {
  lookEvery: 200,
  retryFirst: 100,
  retryMost: 1_000,
  watchSeconds: 30,
  watchGrace: 10_000,
};

/** The way from one check to the cluster of a kubeconfig, whatever becomes of either. */
export interface Session {
  readonly timing: Timing;
  /** The present connection, opened when needed. @throws KubeconfigError */
  connection(): Promise<Connection>;
  /** A request failed: when the connection may be at fault, the next one is made from the kubeconfig as it is then. */
  failed(connection: Connection, error: unknown): void;
  /** Waits before retry number `attempt`; shorter when the kubeconfig changes or `signal` is aborted. */
  pause(attempt: number, signal: AbortSignal): Promise<void>;
}

/** Lasts until `signal` is aborted. */
export function openSession(kubeconfig: string, signal: AbortSignal, timing: Timing = patient): Session {
  let opening: Promise<Connection> | undefined;
  let present: Connection | undefined;
  let changed = new AbortController();

  const drop = () => {
    present?.close();
    present = undefined;
    opening = undefined;
  };

  const open = async () => {
    const connection = await openConnection(kubeconfig);
    if (signal.aborted) connection.close();
    else present = connection;
    return connection;
  };

  const look = async () => {
    changed.abort();
    changed = new AbortController();
    const before = present;
    if (before === undefined) return;
    const identity = await identityOf(kubeconfig);
    // A kubeconfig that is gone or half written is no reason to let go of a server that answers.
    if (identity !== undefined && before === present && before.identity !== identity) drop();
  };

  onFileChange(kubeconfig, timing.lookEvery, () => void look(), signal);
  signal.addEventListener('abort', drop, { once: true });

  return {
    timing,
    connection() {
      opening ??= open().catch((error) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    failed(connection, error) {
      const suspect =
        error instanceof UnreachableError ||
        error instanceof KubeconfigError ||
        (error instanceof StatusError && error.status === 401);
      if (!suspect) return;
      if (connection === present) drop();
      else connection.close();
    },
    async pause(attempt, until) {
      if (attempt === 0 || until.aborted) return;
      const delay = Math.min(timing.retryFirst * 2 ** (attempt - 1), timing.retryMost);
      await sleep(delay, undefined, { signal: AbortSignal.any([until, changed.signal]) }).catch(() => {});
    },
  };
}
