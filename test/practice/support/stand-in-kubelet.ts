/**
 * Stands in for the node side in tests of the control plane alone: no container runs, but pods on a node become
 * Running and Ready, and go when they are deleted. An image named `never-*` is never there.
 */
import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { Pod } from '../../../src/practice/objects.ts';
import { type ClusterStore, timestamp } from '../../../src/practice/store/store.ts';
import type { Change, NodeAgent } from '../../../src/practice/types.ts';

export interface StandInKubelet {
  agent: NodeAgent;
  stop(): void;
}

export function startStandInKubelet(store: ClusterStore): StandInKubelet {
  let next = 2;
  const started = new Set<string>();
  const onChange = ({ type, object }: Change) => {
    const pod = object as Pod;
    const { uid } = pod.metadata;
    if (type === 'DELETED') started.delete(uid);
    else if (pod.metadata.deletionTimestamp) store.remove('Pod', pod.metadata.namespace, pod.metadata.name);
    else if (pod.spec.nodeName && !started.has(uid)) {
      started.add(uid);
      next += 1;
      const ip = `10.244.${Math.floor(next / 250)}.${next % 250}`;
      store.mutate<Pod>('Pod', pod.metadata.namespace, pod.metadata.name, (draft) => run(draft, ip));
    }
  };
  for (const pod of store.list<Pod>('Pod')) onChange({ type: 'ADDED', object: pod });
  const stop = store.subscribe('Pod', onChange);
  return { stop, agent: agentOf(store) };
}

function run(pod: Pod, ip: string): void {
  const now = timestamp(Date.now());
  const condition = (type: string, status: 'True' | 'False') => ({
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: now,
  });
  const missing = pod.spec.containers.some((container) => container.image.startsWith('never-'));
  const good = missing ? 'False' : 'True';
  pod.status = {
    ...pod.status,
    phase: missing ? 'Pending' : 'Running',
    conditions: [
      condition('PodReadyToStartContainers', 'True'),
      condition('Initialized', 'True'),
      condition('Ready', good),
      condition('ContainersReady', good),
      condition('PodScheduled', 'True'),
    ],
    hostIP: '192.168.49.2',
    hostIPs: [{ ip: '192.168.49.2' }],
    podIP: ip,
    podIPs: [{ ip }],
    startTime: now,
    containerStatuses: pod.spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: missing ? '' : `docker-pullable://${image}@sha256:${'0'.repeat(64)}`,
      ...(missing ? {} : { containerID: `docker://${'1'.repeat(64)}` }),
      lastState: {},
      ready: !missing,
      restartCount: 0,
      started: !missing,
      state: missing
        ? { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` } }
        : { running: { startedAt: now } },
    })),
  };
}

function agentOf(store: ClusterStore): NodeAgent {
  return {
    async *logs(namespace, pod, query, signal) {
      const lines = ['one\n', 'two\n', 'three\n'];
      yield* lines.slice(query.tailLines === undefined ? 0 : -query.tailLines);
      if (!query.follow) return;
      while (!signal.aborted && store.get('Pod', namespace, pod)) {
        await new Promise<void>((resolve) => {
          const end = store.subscribe('Pod', () => done());
          const done = () => {
            end();
            signal.removeEventListener('abort', done);
            resolve();
          };
          signal.addEventListener('abort', done);
        });
      }
    },
    async exec(_namespace, _pod, { command, stdin, stdout, stderr }) {
      if (command[0] === 'fail') {
        stderr?.write('it failed\n');
        return 7;
      }
      if (command[0] === 'cat' && stdin) for await (const chunk of stdin) stdout.write(chunk);
      else stdout.write(`${command.join(' ')}\n`);
      return 0;
    },
    usage: async () => [{ node: 'minikube', cpu: 0.25, memory: 2 ** 30, pods: [] }],
    async attach(_namespace, _pod, { stdout }) {
      stdout.write('attached\n');
    },
    portForward: async (_namespace, _pod, port) => {
      const socket = createConnection(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    },
  };
}
