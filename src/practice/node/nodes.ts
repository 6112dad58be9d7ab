import type { Clock } from '../../base/clock.ts';
import { ApiError } from '../errors.ts';
import type { Node, Pod } from '../objects.ts';
import { deleteObject } from '../store/deletion.ts';
import type { ClusterStore } from '../store/store.ts';
import type { NodeAgent, NodePorts } from '../types.ts';
import type { PodAgent } from './agent.ts';
import type { ImageStore } from './images/types.ts';
import { createPodFolders } from './kubelet/folders.ts';
import { createImagePuller } from './kubelet/image-puller.ts';
import { reclaimVolumes } from './kubelet/reclaim.ts';
import { sharedFolder } from './kubelet/volume-places.ts';
import { nodeAddress } from './network/addresses.ts';
import { createNetwork, type Network } from './network/network.ts';
import { createNode, type PracticeNode } from './node.ts';
import { createNodePorts } from './node-ports.ts';
import type { ContainerProgram } from './programs/program.ts';
import { createUsageMeter } from './usage.ts';

export interface NodesOptions {
  store: ClusterStore;
  images: ImageStore;
  programs: Readonly<Record<string, ContainerProgram>>;
  clock: Clock;
  /** Where their containers and volumes lie. */
  stateDir: string;
  /** Of their kubelets: `v1.34.1`. */
  version: string;
  /** The cluster's name. */
  profile: string;
  /** What stands for a service account at the API. */
  tokenOf: (namespace: string, account: string) => string;
}

export interface NodeSpec {
  readonly name: string;
  /** Its place in the cluster, from which its addresses follow; the first is 1. */
  readonly number: number;
  readonly isStopped?: boolean;
}

/** The nodes of one practice cluster, with the network between their pods. */
export interface PracticeNodes {
  readonly agent: NodeAgent;
  readonly ports: NodePorts;
  /** Has pods reach something that is no pod at an address. */
  serve: Network['serve'];
  /** Brings up those that are not stopped, and listens at the NodePorts. */
  start(nodes: readonly NodeSpec[]): Promise<void>;
  /** Ends every container and listener. What is on disk stays, for the next start. */
  stop(): Promise<void>;
  startNode(node: NodeSpec): void;
  stopNode(name: string): Promise<void>;
  /** Has its pods go, and forgets it. */
  removeNode(name: string): Promise<void>;
}

export function createNodes(options: NodesOptions): PracticeNodes {
  const { store, images, programs, clock, stateDir, version, profile, tokenOf } = options;
  const network = createNetwork({ store, clock, key: stateDir });
  const ports = createNodePorts(network, store);
  const folders = createPodFolders(stateDir, images);
  const nodes = new Map<string, PracticeNode>();
  let endReclaiming: (() => void) | undefined;

  const node = ({ name, number }: NodeSpec) => {
    const known = nodes.get(name);
    if (known) return known;
    const puller = createImagePuller({ images, clock });
    const shared = { store, clock, images, network, launcher: { programs }, folders, tokenOf };
    const context = { ...shared, puller, node: name, number };
    const created = createNode({ store, context, stateDir, version, profile });
    nodes.set(name, created);
    return created;
  };
  const forgetGonePods = () => {
    const known = new Set(store.list<Pod>('Pod').map(({ metadata }) => metadata.uid));
    for (const uid of folders.pods()) if (!known.has(uid)) folders.remove(uid);
  };

  const usage = createUsageMeter(
    () => new Map([...nodes].filter(([, one]) => one.isRunning).map(([name, one]) => [name, one.kubelet])),
  );

  return {
    agent: { ...chosenAgent(store, nodes), usage },
    ports,
    serve: network.serve,
    async start(specs) {
      forgetGonePods();
      endReclaiming = reclaimVolumes(store, sharedFolder(stateDir));
      await ports.start();
      for (const spec of specs) {
        if (spec.isStopped) node(spec).goMissing();
        else node(spec).start();
      }
    },
    async stop() {
      endReclaiming?.();
      await Promise.all([...nodes.values()].map((one) => one.close()));
      await ports.close();
      network.close();
    },
    startNode: (spec) => node(spec).start(),
    stopNode: async (name) => nodes.get(name)?.stop(),
    async removeNode(name) {
      await nodes.get(name)?.close();
      nodes.delete(name);
      store.remove('Node', undefined, name);
      store.remove('coordination.k8s.io/Lease', 'kube-node-lease', name);
      const pods = store.list<Pod>('Pod').filter(({ spec }) => spec.nodeName === name);
      for (const pod of pods) deleteObject(store, pod, clock.now(), { gracePeriodSeconds: 0 });
      forgetGonePods();
    },
  };
}

/** Asks the node of the pod in question. */
function chosenAgent(store: ClusterStore, nodes: ReadonlyMap<string, PracticeNode>): PodAgent {
  /** @throws ApiError 500 while the pod's node is not there to be asked */
  const agentOf = (namespace: string, name: string, what: string): PodAgent => {
    const pod = store.get<Pod>('Pod', namespace, name);
    const [first] = nodes.values();
    const chosen = pod?.spec.nodeName ? nodes.get(pod.spec.nodeName) : first;
    if (chosen?.isRunning) return chosen.agent;
    const address = addressOf(store, pod?.spec.nodeName);
    const container = pod?.spec.containers[0]?.name ?? '';
    const url = `https://${address}:10250/${what}/${namespace}/${name}/${container}`;
    const why = `Get "${url}": dial tcp ${address}:10250: connect: no route to host`;
    throw new ApiError(500, 'InternalError', why);
  };
  return {
    logs: (namespace, pod, query, signal) =>
      agentOf(namespace, pod, 'containerLogs').logs(namespace, pod, query, signal),
    exec: async (namespace, pod, request) => agentOf(namespace, pod, 'exec').exec(namespace, pod, request),
    attach: async (namespace, pod, request) =>
      agentOf(namespace, pod, 'attach').attach(namespace, pod, request),
    portForward: async (namespace, pod, port) =>
      agentOf(namespace, pod, 'portForward').portForward(namespace, pod, port),
  };
}

function addressOf(store: ClusterStore, name: string | undefined): string {
  const node = name === undefined ? undefined : store.get<Node>('Node', undefined, name);
  const address = node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  return address ?? nodeAddress(1);
}
