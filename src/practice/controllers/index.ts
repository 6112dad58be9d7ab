/**
 * The controllers of the practice cluster.
 *
 *   const controllers = startControllers({ store, clock, nodePorts, usage, certificate });
 *   await controllers.settled();        // nothing left to do; what waits for a timer or a kubelet is not waited for
 *   controllers.stop();
 *
 * They work on the store alone. `registerNode(store, …)` (node.ts) adds a node, `recordEvent(store, …)` (events.ts)
 * tells what happened to an object; a kubelet sets the status of the pods whose `spec.nodeName` is its node, and
 * removes them (`store.remove`) once their `deletionTimestamp` is set and their containers have ended.
 */
import type { Clock, Timer } from '../../base/clock.ts';
import { ApiError } from '../errors.ts';
import type { ClusterStore } from '../store/store.ts';
import type { NodeAgent, NodePorts } from '../types.ts';
import { autoscalerController } from './autoscaler/autoscaler.ts';
import { persistentVolumeController } from './claims/persistent-volumes.ts';
import { claimProtector } from './claims/protection.ts';
import type { Controller, ControllerContext, ControllerDefinition } from './controller.ts';
import { cronJobController } from './cron-job/cron-job.ts';
import { customResourceController } from './custom-resources/custom-resources.ts';
import { daemonSetController } from './daemon-set/daemon-set.ts';
import { deploymentController } from './deployment/deployment.ts';
import { disruptionController } from './disruption/disruption.ts';
import { endpointSliceController } from './endpoints/endpoint-slice.ts';
import { endpointsController } from './endpoints/endpoints.ts';
import { recordEvent } from './events.ts';
import { garbageCollector } from './garbage-collector.ts';
import { jobController } from './job/job.ts';
import { timeToLiveController } from './job/time-to-live.ts';
import { apiServiceController } from './kubernetes-service.ts';
import { namespaceController } from './namespace.ts';
import { nodeLifecycleController } from './node-lifecycle/node-lifecycle.ts';
import { orphanedPodController } from './node-lifecycle/orphaned-pods.ts';
import { taintEvictionController } from './node-lifecycle/taint-eviction.ts';
import { createQueue } from './queue.ts';
import { quotaController } from './quota/quota.ts';
import { replicaSetController } from './replica-set/replica-set.ts';
import { scheduler } from './scheduler/scheduler.ts';
import { serviceController } from './service.ts';
import { statefulSetController } from './stateful-set/stateful-set.ts';
import { storedOnlyController } from './stored-only.ts';

const definitions: readonly ControllerDefinition[] = [
  namespaceController,
  apiServiceController,
  customResourceController,
  deploymentController,
  replicaSetController,
  statefulSetController,
  daemonSetController,
  jobController,
  cronJobController,
  timeToLiveController,
  persistentVolumeController,
  claimProtector,
  scheduler,
  nodeLifecycleController,
  taintEvictionController,
  orphanedPodController,
  disruptionController,
  quotaController,
  autoscalerController,
  storedOnlyController,
  serviceController,
  endpointsController,
  endpointSliceController,
  garbageCollector,
];

export interface ControllerOptions {
  store: ClusterStore;
  clock: Clock;
  nodePorts: NodePorts;
  usage: NodeAgent['usage'];
  /** The API's own, PEM. */
  certificate: string;
  /** A defect of a controller; the others go on. */
  onError?: (error: Error, controller: string, key: string) => void;
}

export interface Controllers {
  /** Resolves when nothing is left to do that could be done now. */
  settled(): Promise<void>;
  stop(): void;
}

/** After a failure: another try, not at once, as its reason may need time to go away; each time twice as late. */
const retryAfter = { first: 1000, longest: 60_000 };

export function startControllers({
  store,
  clock,
  nodePorts,
  usage,
  certificate,
  onError,
}: ControllerOptions): Controllers {
  const controllers = new Map<string, Controller>();
  const timers = new Map<string, Timer>();
  /** How long what failed the last time waited for another try. */
  const waits = new Map<string, number>();
  const subscriptions: (() => void)[] = [];
  const queue = createQueue(run);
  let isStopped = false;

  function run(entry: string): void {
    const space = entry.indexOf(' ');
    const [name, key] = [entry.slice(0, space), entry.slice(space + 1)];
    try {
      controllers.get(name)?.sync(key);
      waits.delete(entry);
    } catch (error) {
      // The API's own errors are answers (a quota, a missing service account), not defects.
      if (!(error instanceof ApiError)) onError?.(error as Error, name, key);
      const wait = Math.min((waits.get(entry) ?? retryAfter.first / 2) * 2, retryAfter.longest);
      waits.set(entry, wait);
      later(entry, wait);
    }
  }

  function later(entry: string, milliseconds: number): void {
    // What was measured may come after the end.
    if (isStopped) return;
    timers.get(entry)?.cancel();
    const task = () => {
      timers.delete(entry);
      queue.add(entry);
    };
    timers.set(entry, clock.after(milliseconds, task));
  }

  for (const { name, create } of definitions) {
    const context: ControllerContext = {
      store,
      clock,
      nodePorts,
      usage,
      certificate,
      event: (input) => recordEvent(store, { ...input, source: { component: name } }),
      again: (key, milliseconds) => later(`${name} ${key}`, milliseconds),
    };
    const controller = create(context);
    controllers.set(name, controller);
    for (const [kind, keys] of Object.entries(controller.watches)) {
      for (const object of store.list(kind)) {
        for (const key of keys({ type: 'ADDED', object, previous: undefined, revision: 0 }))
          queue.add(`${name} ${key}`);
      }
      subscriptions.push(
        store.watch(kind === '*' ? undefined : kind, (change) => {
          for (const key of keys(change)) queue.add(`${name} ${key}`);
        }),
      );
    }
  }

  return {
    settled: () => queue.settled(),
    stop() {
      isStopped = true;
      for (const unsubscribe of subscriptions) unsubscribe();
      for (const timer of timers.values()) timer.cancel();
      queue.stop();
    },
  };
}
