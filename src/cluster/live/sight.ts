import type { Reason } from '../../engine/reasons/reasons.ts';
import { StatusError, UnknownResourceError } from '../api/errors.ts';
import type { KubeObject } from '../api/objects.ts';
import { reasonOfProblem } from '../api/problem.ts';
import { openSession, type Session } from '../api/session.ts';
import { watchObjects } from '../api/watch.ts';

/** What is looked at, and how the API calls it: what learners run, what runs it, and what leads to it. */
const resources = {
  Pod: 'pods',
  Service: 'services',
  Deployment: 'deployments.apps',
  ReplicaSet: 'replicasets.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  Job: 'jobs.batch',
  CronJob: 'cronjobs.batch',
} as const;

export type LiveKind = keyof typeof resources;

/** What the API and kubectl call the objects of a kind. */
export function pluralOf(kind: LiveKind): string {
  return resources[kind].split('.')[0] ?? kind;
}

const kinds = Object.keys(resources) as LiveKind[];
const others = kinds.filter((kind) => kind !== 'Pod');

/** What can be seen of a namespace now. */
export interface Sight {
  /** Undefined before the first answer. */
  readonly namespace: string | undefined;
  readonly objects: ReadonlyMap<LiveKind, readonly KubeObject[]>;
  /** Why some kinds cannot be seen at present. */
  readonly problems: ReadonlyMap<LiveKind, Reason>;
}

export const nothingSeen: Sight = { namespace: undefined, objects: new Map(), problems: new Map() };

/** Milliseconds in which changes are told as one: a rollout is many of them, and nobody reads faster. */
const breath = 50;
/** Milliseconds until a kind that may not be looked at is asked for again: rights change seldom. */
const afterRefusal = 30_000;

/**
 * Watches what is in the namespace of a kubeconfig's context, until `signal` is aborted, and calls back after changes,
 * the first time with all that there is.
 * As long as the cluster does not answer, only its pods are asked for.
 */
export function watchSight(kubeconfig: string, onChange: (sight: Sight) => void, signal: AbortSignal): void {
  const session = openSession(kubeconfig, signal);
  const objects = new Map<LiveKind, readonly KubeObject[]>();
  const problems = new Map<LiveKind, Reason>();
  let namespace: string | undefined;
  let rest: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  // A first picture in pieces would say what is not so: it waits until there is an answer about each kind.
  let isWhole = false;
  const tell = () => {
    isWhole ||= kinds.every((kind) => objects.has(kind) || problems.has(kind));
    if (rest !== undefined && !isWhole) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange({ namespace, objects: new Map(objects), problems: new Map(problems) });
    }, breath);
  };
  const watch = (kind: LiveKind, until: AbortSignal, onAnswer: (answers: boolean) => void) =>
    watchKind(session, kind, until, {
      found(found, place) {
        objects.set(kind, found);
        problems.delete(kind);
        namespace ??= place;
        onAnswer(true);
        tell();
      },
      problem(error) {
        problems.set(kind, reasonOfProblem(error));
        if (error instanceof StatusError) objects.delete(kind);
        onAnswer(error instanceof StatusError);
        tell();
      },
      notServed() {
        objects.set(kind, []);
        problems.delete(kind);
        tell();
      },
    });
  const watchRest = (answers: boolean) => {
    if (!answers) {
      rest?.abort();
      rest = undefined;
      // One that nobody asks about any more has no problem of its own.
      for (const kind of others) problems.delete(kind);
    } else if (rest === undefined) {
      rest = new AbortController();
      for (const kind of others) watch(kind, AbortSignal.any([signal, rest.signal]), () => {});
    }
  };
  watch('Pod', signal, watchRest);
}

interface KindListener {
  found(objects: readonly KubeObject[], namespace: string | undefined): void;
  problem(error: unknown): void;
  /** The server has no such kind, or not any more. */
  notServed(): void;
}

/** One kind. What is refused, or not there to be asked for, is not asked for every second. */
function watchKind(session: Session, kind: LiveKind, signal: AbortSignal, listener: KindListener): void {
  if (signal.aborted) return;
  const mine = new AbortController();
  const giveUp = () => {
    mine.abort();
    const again = setTimeout(() => watchKind(session, kind, signal, listener), afterRefusal);
    signal.addEventListener('abort', () => clearTimeout(again), { once: true });
  };
  watchObjects(
    session,
    { resource: resources[kind] },
    {
      found: ({ objects, namespace }) => listener.found(objects, namespace),
      problem(error) {
        const unknown = error instanceof UnknownResourceError;
        const refused = error instanceof StatusError && error.status === 403;
        if (unknown) listener.notServed();
        else listener.problem(error);
        if (unknown || refused) giveUp();
      },
    },
    AbortSignal.any([signal, mine.signal]),
  );
}
