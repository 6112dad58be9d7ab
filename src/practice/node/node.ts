import { cpus, totalmem } from 'node:os';
import type { Clock, Timer } from '../../base/clock.ts';
import { registerNode } from '../controllers/node.ts';
import type { ClusterStore } from '../store/store.ts';
import type { NodeAgent, NodePorts } from '../types.ts';
import { createAgent } from './agent.ts';
import type { ImageStore } from './images/types.ts';
import type { KubeletContext } from './kubelet/context.ts';
import { createPodFolders } from './kubelet/folders.ts';
import { createImagePuller } from './kubelet/image-puller.ts';
import { createKubelet } from './kubelet/kubelet.ts';
import { createNetwork } from './network/network.ts';
import { createNodePorts } from './node-ports.ts';
import type { ContainerProgram } from './programs/program.ts';
import { heartbeatEvery, nodeAddress } from './settings.ts';

export interface NodeOptions {
  store: ClusterStore;
  images: ImageStore;
  programs: Readonly<Record<string, ContainerProgram>>;
  clock: Clock;
  /** Where its containers and volumes lie. */
  stateDir: string;
  name: string;
  /** Of its kubelet: `v1.34.1`. */
  version: string;
}

/** The node of a practice cluster: it runs the pods that are bound to it. */
export interface PracticeNode {
  readonly agent: NodeAgent;
  readonly ports: NodePorts;
  /** Registers it, listens at its NodePorts, and takes up the pods that it had. */
  start(): Promise<void>;
  /** Ends every container and listener. What is on disk stays, for the next start. */
  stop(): Promise<void>;
}

export function createNode(options: NodeOptions): PracticeNode {
  const { store, images, programs, clock, stateDir, name, version } = options;
  const network = createNetwork({ store, clock, key: stateDir });
  const ports = createNodePorts(network, store);
  const context: KubeletContext = {
    store,
    clock,
    images,
    puller: createImagePuller({ images, clock }),
    network,
    launcher: { programs },
    folders: createPodFolders(stateDir, images),
    node: name,
  };
  const kubelet = createKubelet(context, stateDir);
  let heartbeat: Timer | undefined;

  const beat = () => {
    registerNode(store, {
      name,
      address: nodeAddress,
      podCIDR: '10.244.0.0/24',
      kubeletVersion: version,
      cpu: cpus().length,
      memoryBytes: totalmem(),
      containerRuntimeVersion: 'containerd://1.7.27',
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    });
    heartbeat = clock.after(heartbeatEvery * clock.speed, beat);
  };

  return {
    agent: createAgent(kubelet, context),
    ports,
    async start() {
      beat();
      await ports.start();
      kubelet.start();
    },
    async stop() {
      heartbeat?.cancel();
      await kubelet.stop();
      await ports.close();
      network.close();
    },
  };
}
