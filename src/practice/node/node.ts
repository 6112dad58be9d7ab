import { cpus, totalmem } from 'node:os';
import type { Timer } from '../../base/clock.ts';
import { registerNode } from '../controllers/node.ts';
import { reportLost } from '../controllers/node-lifecycle/lost.ts';
import type { ClusterStore } from '../store/store.ts';
import { createAgent, type PodAgent } from './agent.ts';
import type { KubeletContext } from './kubelet/context.ts';
import { createKubelet, type Kubelet } from './kubelet/kubelet.ts';
import { tellOfCordons, tellOfStart } from './kubelet/node-events.ts';
import { nodeAddress, podRange } from './network/addresses.ts';
import { heartbeatEvery, lostAfter } from './settings.ts';

export interface NodeOptions {
  store: ClusterStore;
  context: KubeletContext;
  stateDir: string;
  /** Of its kubelet: `v1.34.1`. */
  version: string;
  /** The cluster's name, as minikube's labels have it. */
  profile: string;
}

/** One node of a practice cluster: it runs the pods that are bound to it. */
export interface PracticeNode {
  readonly agent: PodAgent;
  readonly kubelet: Kubelet;
  readonly isRunning: boolean;
  /** Registers it, and takes up the pods that it had. */
  start(): void;
  /** Ends its containers. What is on disk stays, for the next start. */
  stop(): Promise<void>;
  /** It does not run, and after a while the cluster notices. */
  goMissing(): void;
  /** As `stop`, with nobody left to notice. */
  close(): Promise<void>;
}

export function createNode({ store, context, stateDir, version, profile }: NodeOptions): PracticeNode {
  const { clock, node: name, number } = context;
  const kubelet = createKubelet(context, stateDir);
  let heartbeat: Timer | undefined;
  let isRunning = false;
  let endTelling: (() => void) | undefined;

  const beat = () => {
    registerNode(store, {
      name,
      profile,
      address: nodeAddress(number),
      podCIDR: podRange(number),
      kubeletVersion: version,
      cpu: cpus().length,
      memoryBytes: totalmem(),
      containerRuntimeVersion: 'containerd://1.7.27',
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      controlPlane: number === 1,
    });
    heartbeat = clock.after(heartbeatEvery * clock.speed, beat);
  };
  const goMissing = () => {
    heartbeat = clock.after(lostAfter, () => reportLost(store, name, clock.now()));
  };
  const halt = async () => {
    isRunning = false;
    heartbeat?.cancel();
    endTelling?.();
    await kubelet.stop();
  };

  return {
    agent: createAgent(kubelet, context),
    kubelet,
    get isRunning() {
      return isRunning;
    },
    start() {
      heartbeat?.cancel();
      isRunning = true;
      beat();
      tellOfStart(context);
      endTelling = tellOfCordons(context);
      kubelet.start();
    },
    async stop() {
      await halt();
      goMissing();
    },
    goMissing,
    close: halt,
  };
}
