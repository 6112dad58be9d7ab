import { getText, openStream, readLines } from '../../api/http.ts';
import type { Session } from '../../api/session.ts';
import { createLineCursor, type LineCursor } from './cursor.ts';

export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly name: string;
}

export interface LogListener {
  /** New lines, without their timestamps. */
  lines(lines: string[]): void;
  /** All that had been written when reading began was passed to `lines`. */
  caughtUp(): void;
  problem(error: unknown): void;
}

export interface LogFollower {
  /** Its pod changed: if the log could not be read, now is the time to try again. */
  poke(): void;
}

/** Milliseconds after which a stream is made anew: one whose connection died says nothing, just as a quiet one. */
const longestFollow = 60_000;

/** Where in a log reading begins: at a time, at the last lines of it, or, with neither, where it does. */
export interface LogStart {
  readonly since?: Date | undefined;
  readonly tail?: number;
}

/** Reads a container's log from a place on, and goes on reading until `signal` is aborted. */
export function followLog(
  session: Session,
  container: Container,
  { since, tail }: LogStart,
  listener: LogListener,
  signal: AbortSignal,
): LogFollower {
  let cursor: LineCursor | undefined;
  let attempt = 0;
  let poked = new AbortController();

  const take = (stamped: string[]) => {
    const lines = cursor?.take(stamped) ?? [];
    if (lines.length === 0 || signal.aborted) return;
    attempt = 0;
    listener.lines(lines);
  };

  const read = async () => {
    const connection = await session.connection();
    const limit = AbortSignal.timeout(longestFollow);
    cursor ??= createLineCursor(since && onServersClock(since, connection.clockSkew));
    try {
      // The backlog in a request of its own: a stream does not say when it has caught up.
      const backlog = await getText(connection, logPath(container, cursor.from(), false, tail), signal);
      take(backlog.split('\n'));
      if (signal.aborted) return;
      listener.caughtUp();
      const stream = await openStream(
        connection,
        logPath(container, cursor.from(), true),
        AbortSignal.any([signal, limit]),
      );
      await readLines(connection, stream, take);
    } catch (error) {
      if (limit.aborted) return;
      if (!connection.closed.aborted) session.failed(connection, error);
      throw error;
    }
  };

  const go = async () => {
    while (!signal.aborted) {
      await read().catch((error: unknown) => {
        if (!signal.aborted) listener.problem(error);
      });
      await session.pause(++attempt, AbortSignal.any([signal, poked.signal]));
    }
  };
  void go();
  return {
    poke() {
      poked.abort();
      poked = new AbortController();
    },
  };
}

function logPath(
  { namespace, pod, name }: Container,
  since: string | undefined,
  follow: boolean,
  tail?: number,
): string {
  const params = new URLSearchParams({ container: name, timestamps: 'true' });
  if (since !== undefined) params.set('sinceTime', since);
  else if (tail !== undefined) params.set('tailLines', String(tail));
  if (follow) params.set('follow', 'true');
  return `/api/v1/namespaces/${namespace}/pods/${pod}/log?${params}`;
}

/** Milliseconds of difference that are nothing but the coarseness of what servers tell of their clocks. */
const coarse = 2_000;

/** Log lines bear the cluster's time, which is not ours where a virtual machine's clock has stood still. */
function onServersClock(since: Date, skew: number): Date {
  return Math.abs(skew) < coarse ? since : new Date(since.getTime() + skew - coarse / 2);
}
