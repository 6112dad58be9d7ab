import type { Condition, Node } from '../objects.ts';
import { type ClusterStore, timestamp } from '../store/store.ts';
import type { KubeObject } from '../types.ts';

export interface NodeOptions {
  /** `minikube`, `minikube-m02`, … */
  name: string;
  /** The name of the cluster that it is of. */
  profile?: string;
  /** Where the node would be reached from the machine: `192.168.49.2`. */
  address: string;
  /** The addresses of its pods: `10.244.0.0/24`. */
  podCIDR: string;
  /** As `kubectl get nodes` shows it: `v1.32.4`. */
  kubeletVersion: string;
  /** Of the node; by default eight cores and 16 GiB. */
  cpu?: number;
  memoryBytes?: number;
  controlPlane?: boolean;
  osImage?: string;
  kernelVersion?: string;
  containerRuntimeVersion?: string;
  /** Kubernetes' name of the machine's architecture: amd64, arm64. */
  architecture?: string;
}

/** Makes a node known, and ready; again at every start of the cluster, when it only renews what it says of itself. */
export function registerNode(store: ClusterStore, options: NodeOptions, now: number = Date.now()): Node {
  const { name } = options;
  const status = statusOf(options, timestamp(now));
  const existing = store.mutate<Node>('Node', undefined, name, (node) => {
    node.status = { ...status, conditions: renewed(status.conditions, node.status?.conditions) };
  });
  const node = existing ?? store.create(newNode(options, status));
  renewLease(store, name, now);
  return node;
}

interface Lease extends KubeObject {
  spec: { holderIdentity: string; leaseDurationSeconds: number; renewTime: string };
}

/** By which a real cluster knows that a node is alive; here it is for `kubectl describe node` to show. */
function renewLease(store: ClusterStore, name: string, now: number): void {
  const namespace = 'kube-node-lease';
  const spec = {
    holderIdentity: name,
    leaseDurationSeconds: 40,
    renewTime: new Date(now).toISOString().replace('Z', '000Z'),
  };
  const renewed = store.mutate<Lease>('coordination.k8s.io/Lease', namespace, name, (lease) => {
    lease.spec = spec;
  });
  if (renewed) return;
  const metadata = { name, namespace, uid: '', resourceVersion: '', creationTimestamp: '' };
  const lease: Lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec };
  store.create(lease);
}

function renewed(conditions: Condition[], before: Condition[] = []): Condition[] {
  return conditions.map((condition) => {
    const earlier = before.find((one) => one.type === condition.type && one.status === condition.status);
    return earlier?.lastTransitionTime
      ? { ...condition, lastTransitionTime: earlier.lastTransitionTime }
      : condition;
  });
}

function newNode(options: NodeOptions, status: ReturnType<typeof statusOf>): Node {
  const { name, profile = 'minikube', podCIDR, controlPlane = true, architecture = 'amd64' } = options;
  const roles = {
    'node-role.kubernetes.io/control-plane': '',
    'node.kubernetes.io/exclude-from-external-load-balancers': '',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
      labels: {
        'beta.kubernetes.io/arch': architecture,
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': architecture,
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'minikube.k8s.io/name': profile,
        'minikube.k8s.io/primary': String(controlPlane),
        ...(controlPlane ? roles : {}),
      },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status,
  };
}

function statusOf(options: NodeOptions, now: string) {
  const {
    name,
    address,
    kubeletVersion,
    cpu = 8,
    memoryBytes = 16 * 2 ** 30,
    architecture = 'amd64',
  } = options;
  const amounts = {
    cpu: String(cpu),
    'ephemeral-storage': '61255492Ki',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: `${Math.floor(memoryBytes / 1024)}Ki`,
    pods: '1100',
  };
  const identity = name
    .padEnd(32, '0')
    .replace(/[^0-9a-f]/g, '0')
    .slice(0, 32);
  return {
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    allocatable: amounts,
    capacity: amounts,
    conditions: conditions(now),
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    images: [],
    nodeInfo: {
      architecture,
      bootID: identity,
      containerRuntimeVersion: options.containerRuntimeVersion ?? 'docker://28.0.4',
      kernelVersion: options.kernelVersion ?? '6.6.87-pilotage',
      kubeProxyVersion: kubeletVersion,
      kubeletVersion,
      machineID: identity,
      operatingSystem: 'linux',
      osImage: options.osImage ?? 'Ubuntu 22.04.5 LTS',
      systemUUID: identity,
    },
  };
}

function conditions(now: string): Condition[] {
  const times = { lastHeartbeatTime: now, lastTransitionTime: now };
  const good = (type: string, reason: string, message: string): Condition => ({
    type,
    status: 'False',
    ...times,
    reason,
    message,
  });
  return [
    good('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    good('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    good('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    {
      type: 'Ready',
      status: 'True',
      ...times,
      reason: 'KubeletReady',
      message: 'kubelet is posting ready status',
    },
  ];
}
