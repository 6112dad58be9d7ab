import type { Pod } from '../../objects.ts';
import type { Change } from '../../types.ts';
import { shutdownGrace } from '../settings.ts';
import type { KubeletContext } from './context.ts';
import { PodRunner } from './pod-runner.ts';
import { sharedFolder } from './volume-places.ts';

/** Runs the pods that are bound to one node. */
export interface Kubelet {
  start(): void;
  /** Ends every container. The pods stay, and the next start takes them up. */
  stop(): Promise<void>;
  runner(namespace: string, pod: string): PodRunner | undefined;
  runners(): PodRunner[];
}

export function createKubelet(context: KubeletContext, stateDir: string): Kubelet {
  const { store, clock, folders, node } = context;
  const runners = new Map<string, PodRunner>();
  const endings = new Set<Promise<void>>();
  const shared = sharedFolder(stateDir);
  let unsubscribe: (() => void)[] = [];

  const notice = (pod: Pod) => {
    if (pod.spec.nodeName !== node) return;
    let runner = runners.get(pod.metadata.uid);
    if (!runner) {
      runner = new PodRunner(context, pod, shared);
      runners.set(pod.metadata.uid, runner);
      if (!pod.metadata.deletionTimestamp) runner.start();
    }
    runner.update(pod);
  };
  const forget = (pod: Pod) => {
    const runner = runners.get(pod.metadata.uid);
    if (!runner) return;
    runners.delete(pod.metadata.uid);
    const ending = runner.kill(0).then(() => {
      folders.remove(runner.uid);
      endings.delete(ending);
    });
    endings.add(ending);
  };
  const onPod = ({ type, object }: Change) => {
    if (type === 'DELETED') forget(object as Pod);
    else notice(object as Pod);
  };
  const onShown = () => {
    for (const runner of runners.values()) runner.refreshVolumes();
  };

  return {
    start() {
      unsubscribe = [
        store.subscribe('Pod', onPod),
        store.subscribe('ConfigMap', onShown),
        store.subscribe('Secret', onShown),
      ];
      for (const pod of store.list<Pod>('Pod')) notice(pod);
    },
    async stop() {
      for (const end of unsubscribe) end();
      await Promise.all([...runners.values()].map((runner) => runner.kill(shutdownGrace * clock.speed)));
      await Promise.all(endings);
      runners.clear();
    },
    runners: () => [...runners.values()],
    runner(namespace, name) {
      for (const runner of runners.values()) {
        const { metadata } = runner.pod;
        if (metadata.name === name && metadata.namespace === namespace) return runner;
      }
      return undefined;
    },
  };
}
