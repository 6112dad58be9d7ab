import type { Reason } from '../../engine/reasons/reasons.ts';
import { StatusError } from '../api/errors.ts';
import { reasonOfProblem } from '../api/problem.ts';
import { openSession } from '../api/session.ts';
import { watchObjects } from '../api/watch.ts';
import { followLog } from '../checks/logs/follow.ts';
import type { Pod, WarningEvent } from '../diagnosis/objects.ts';
import { eventsAbout, type LiveEvent } from './events.ts';

export interface ActivityListener {
  /** All that are known of the subject, the newest last. */
  events(events: readonly LiveEvent[]): void;
  /** More of a log; the first time, its last lines. */
  lines(pod: string, container: string, lines: readonly string[]): void;
  /** What cannot be seen, and why. */
  problem(of: 'events' | 'logs', reason: Reason): void;
}

/** What the events and logs are wanted of: some objects by UID, and pods. */
export interface Subject {
  readonly uids: ReadonlySet<string>;
  readonly pods: readonly Pod[];
}

/** Lines of a log to begin with. */
const lastLines = 50;
/** Logs that are followed at once: nobody reads more than that one below the other. */
const mostLogs = 5;

/**
 * Tells what happens to objects and what their pods write, until `signal` is aborted. The call that it returns takes
 * the subject as it is now: pods come and go.
 */
export function watchActivity(
  kubeconfig: string,
  listener: ActivityListener,
  signal: AbortSignal,
): (subject: Subject) => void {
  const session = openSession(kubeconfig, signal);
  const logs = new Map<string, { stop: AbortController; poke(): void }>();
  let events: readonly WarningEvent[] = [];
  let uids: ReadonlySet<string> = new Set();

  const tell = () => listener.events(eventsAbout(events, uids));
  watchObjects(
    session,
    { resource: 'events' },
    {
      found({ objects }) {
        events = objects as readonly WarningEvent[];
        tell();
      },
      problem: (error) => listener.problem('events', reasonOfProblem(error)),
    },
    signal,
  );

  const follow = (pod: Pod, name: string) => {
    const stop = new AbortController();
    const container = { namespace: pod.metadata.namespace ?? 'default', pod: pod.metadata.name, name };
    const log = {
      lines: (lines: string[]) => listener.lines(pod.metadata.name, name, lines),
      caughtUp: () => {},
      // A log that is not there yet shows in the pod's state, which says more.
      problem: (error: unknown) => {
        if (error instanceof StatusError && error.status === 403)
          listener.problem('logs', reasonOfProblem(error));
      },
    };
    const until = AbortSignal.any([signal, stop.signal]);
    return { stop, poke: followLog(session, container, { tail: lastLines }, log, until).poke };
  };

  return (subject) => {
    uids = subject.uids;
    tell();
    const wanted = new Set<string>();
    for (const pod of subject.pods) {
      for (const { name } of pod.spec.containers) {
        const key = `${pod.metadata.uid}/${name}`;
        if (wanted.size >= mostLogs) break;
        wanted.add(key);
        const known = logs.get(key);
        if (known) known.poke();
        else logs.set(key, follow(pod, name));
      }
    }
    for (const [key, { stop }] of logs) {
      if (wanted.has(key)) continue;
      stop.abort();
      logs.delete(key);
    }
  };
}
