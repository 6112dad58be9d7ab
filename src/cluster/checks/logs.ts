import { because } from '../../engine/reasons/compare.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import type { LogsCheck } from '../../lesson/schema.ts';
import { reasonOfProblem } from '../api/problem.ts';
import { openSession } from '../api/session.ts';
import { createInvestigator, type Investigation } from '../diagnosis/investigation.ts';
import type { Pod, Workload } from '../diagnosis/objects.ts';
import { causeInPods } from '../diagnosis/pods.ts';
import { complaintCause } from '../diagnosis/work.ts';
import { workloadCause } from '../diagnosis/workload.ts';
import type { WatchCheck } from '../types.ts';
import { followLog, type LogFollower } from './logs/follow.ts';
import { watchPodsOf } from './logs/pods-of.ts';
import { type LogState, learnLines, newLogState } from './logs/state.ts';
import { settle } from './settle.ts';

interface Followed {
  readonly state: LogState;
  readonly follower: LogFollower;
  readonly stop: AbortController;
}

/** What the pods of a workload write: those that there are now, since the step began or since they started. */
export const watchLogs: WatchCheck<LogsCheck> = (check, context, report, signal) => {
  const offer = settle(report, signal);
  const session = openSession(context.kubeconfig, signal);
  const since = check.since === 'start' ? undefined : context.since;
  const followed = new Map<string, Followed>();
  let target = check.logs;
  let trouble: Reason | undefined;
  let investigation: Investigation | undefined;

  const tell = () => {
    const reason =
      trouble ??
      judge(
        check,
        target,
        [...followed.values()].map((one) => one.state),
      );
    // A line that was written needs no cause; one that was not may have one in the pods.
    const cause = investigator.look(
      reason?.id === 'log-forbidden-line' ? undefined : reason && investigation,
    );
    offer(reason === undefined ? { verdict: 'green' } : { verdict: 'red', reason: because(reason, cause) });
  };
  const investigator = createInvestigator(session, tell, signal);

  const follow = (pod: Pod, name: string): Followed => {
    const stop = new AbortController();
    const state = newLogState(pod.metadata.name);
    const container = { namespace: pod.metadata.namespace ?? 'default', pod: pod.metadata.name, name };
    const listener = {
      lines: (lines: string[]) => {
        learnLines(state, check, lines);
        tell();
      },
      caughtUp: () => {
        state.caughtUp = true;
        tell();
      },
      // A log that is not there yet shows in the pod's state, which says more.
      problem: tell,
    };
    return {
      state,
      stop,
      follower: followLog(session, container, { since }, listener, AbortSignal.any([signal, stop.signal])),
    };
  };

  const update = (pods: readonly Pod[]) => {
    const present = new Set<string>();
    for (const pod of pods) {
      for (const { name } of pod.spec.containers) {
        const key = `${pod.metadata.uid}/${name}`;
        present.add(key);
        const known = followed.get(key);
        if (known === undefined) followed.set(key, follow(pod, name));
        else known.follower.poke();
      }
    }
    for (const [key, { stop }] of followed) {
      if (present.has(key)) continue;
      stop.abort();
      followed.delete(key);
    }
  };

  watchPodsOf(
    session,
    check.logs,
    check.namespace,
    {
      pods(all, object, namespace) {
        // A pod on its way out is no longer what the workload does.
        const pods = all.filter((pod) => pod.metadata.deletionTimestamp === undefined);
        target = object;
        trouble = undefined;
        investigation = podsInvestigation(object, pods, namespace);
        update(pods);
        tell();
      },
      missing(object, search) {
        trouble = { id: 'object-missing', params: { object } };
        investigation = search;
        update([]);
        tell();
      },
      problem(error) {
        trouble = reasonOfProblem(error);
        investigation = undefined;
        tell();
      },
    },
    signal,
  );
};

function judge(check: LogsCheck, object: string, logs: readonly LogState[]): Reason | undefined {
  const bad = logs.find((log) => log.forbidden !== undefined);
  if (bad?.forbidden !== undefined) {
    return { id: 'log-forbidden-line', params: { object: `pod ${bad.pod}`, line: bad.forbidden } };
  }
  if (!logs.some((log) => log.caughtUp)) return { id: 'no-log-yet', params: { object } };
  if (check.matches !== undefined && !logs.some((log) => log.matched)) {
    return { id: 'log-no-match', params: { object, pattern: check.matches } };
  }
  // Of a line that must not be there, only the whole logs can tell.
  return logs.every((log) => log.caughtUp) || check.absent === undefined
    ? undefined
    : { id: 'no-log-yet', params: { object } };
}

function podsInvestigation(
  object: string,
  pods: readonly Pod[],
  namespace: string | undefined,
): Investigation {
  return {
    key: `logs/${object}`,
    queries: {
      events: { resource: 'events', namespace },
      services: { resource: 'services', namespace },
      deployments: { resource: 'deployments.apps', namespace },
    },
    conclude(evidence) {
      const deployments = (evidence.deployments ?? []) as readonly Workload[];
      const workload = deployments.find(({ metadata }) => `deployment ${metadata.name}` === object);
      return (
        causeInPods(pods, evidence.events, evidence.lastLine) ??
        (workload && workloadCause(object, workload, { ...evidence, pods })) ??
        complaintCause(pods, { ...evidence, pods })
      );
    },
  };
}
