import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { createClock } from '../../../src/base/clock.ts';
import { startControllers } from '../../../src/practice/controllers/index.ts';
import { createPod } from '../../../src/practice/controllers/pods.ts';
import { BlobFolder } from '../../../src/practice/node/images/blobs.ts';
import { createHub } from '../../../src/practice/node/images/hub/hub.ts';
import { createImageStore } from '../../../src/practice/node/images/store.ts';
import { createNodes, type PracticeNodes } from '../../../src/practice/node/nodes.ts';
import { programs } from '../../../src/practice/node/programs/index.ts';
import type {
  ConfigMap,
  KubeEvent,
  Pod,
  PodSpec,
  Service,
  ServicePort,
} from '../../../src/practice/objects.ts';
import { type ClusterStore, createStore } from '../../../src/practice/store/store.ts';
import type { KubeObject } from '../../../src/practice/types.ts';

/** Real delays are this many times as long. */
export const speed = 100;

export interface TestCluster extends AsyncDisposable {
  readonly store: ClusterStore;
  readonly node: PracticeNodes;
  run(
    name: string,
    spec: Partial<PodSpec> & { containers: PodSpec['containers'] },
    labels?: Record<string, string>,
  ): Pod;
  service(name: string, ports: ServicePort[], selector?: Record<string, string>): Service;
  configMap(name: string, data: Record<string, string>): ConfigMap;
  /** Resolves once the object is as wanted. Rejects with its last state when it takes too long. */
  until<T extends KubeObject>(
    kind: string,
    name: string,
    wanted: (object: T | undefined) => boolean,
  ): Promise<T>;
  running(name: string): Promise<Pod>;
  gone(name: string): Promise<void>;
  events(name: string): { type: string; reason: string; message: string }[];
  logs(pod: string, container?: string, previous?: boolean): Promise<string>;
  /** Resolves with the log so far once it matches. */
  logged(pod: string, pattern: RegExp): Promise<string>;
  exec(pod: string, ...command: string[]): Promise<{ code: number; out: string; err: string }>;
  /** The same objects and files under a node of their own, as after the host was started again. */
  reboot(): Promise<void>;
}

const deadline = 20_000;
const meta = (name: string) => ({
  name,
  namespace: 'default',
  uid: '',
  resourceVersion: '',
  creationTimestamp: '',
});

export async function startCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pilotage-test-'));
  const store = createStore();
  const clock = createClock(speed);
  const blobs = new BlobFolder(path.join(folder, 'blobs'));
  const images = createImageStore({ blobs, hub: createHub(blobs), file: path.join(folder, 'images.json') });
  const boot = async () => {
    const stateDir = path.join(folder, 'node');
    const started = createNodes({
      store,
      images,
      programs,
      clock,
      stateDir,
      profile: 'minikube',
      version: 'v1.34.1',
      tokenOf: (namespace, account) => `token of ${namespace}/${account}`,
    });
    const controllers = startControllers({
      store,
      clock,
      nodePorts: started.ports,
      usage: started.agent.usage,
      certificate: 'the certificate',
      onError(error) {
        throw error;
      },
    });
    await started.start([{ name: 'minikube', number: 1 }]);
    return { node: started, controllers };
  };
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { ...meta('default'), namespace: undefined } as never,
  });
  store.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('default') });
  let current = await boot();
  const shutDown = async () => {
    current.controllers.stop();
    await current.node.stop();
  };

  const logs: TestCluster['logs'] = async (pod, container = pod, previous = false) => {
    let text = '';
    const ending = new AbortController();
    for await (const part of current.node.agent.logs('default', pod, { container, previous }, ending.signal))
      text += part;
    return text;
  };
  const until: TestCluster['until'] = (kind, name, wanted) =>
    new Promise((resolve, reject) => {
      const get = () => store.get(kind, kind === 'Node' ? undefined : 'default', name);
      const check = () => {
        const object = get();
        if (!wanted(object as never)) return;
        unsubscribe();
        clearTimeout(timer);
        resolve(object as never);
      };
      const timer = setTimeout(() => {
        unsubscribe();
        reject(new Error(`${kind} ${name} stayed ${JSON.stringify(get(), undefined, 2)}`));
      }, deadline);
      const unsubscribe = store.subscribe(kind, check);
      check();
    });

  return {
    store,
    get node() {
      return current.node;
    },
    run: (name, spec, labels = { app: name }) =>
      createPod(store, { apiVersion: 'v1', kind: 'Pod', metadata: { ...meta(name), labels }, spec }),
    service: (name, ports, selector = { app: name }) =>
      store.create<Service>({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: meta(name),
        spec: { clusterIP: `10.96.0.${20 + store.list('Service').length}`, selector, ports },
      }),
    configMap: (name, data) =>
      store.create<ConfigMap>({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name), data }),
    until,
    running: (name) =>
      until<Pod>(
        'Pod',
        name,
        (pod) =>
          pod?.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') === true,
      ),
    async gone(name) {
      await until('Pod', name, (pod) => pod === undefined);
    },
    events: (name) =>
      store
        .list<KubeEvent>('Event')
        .filter(
          ({ involvedObject, source }) => involvedObject.name === name && source?.component === 'kubelet',
        )
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
        .map(({ type = '', reason = '', message = '' }) => ({ type, reason, message })),
    logs,
    async logged(pod, pattern) {
      const ending = AbortSignal.timeout(deadline);
      await until<Pod>(
        'Pod',
        pod,
        (one) => one?.status?.containerStatuses?.some(({ containerID }) => containerID) === true,
      );
      let text = '';
      for await (const part of current.node.agent.logs(
        'default',
        pod,
        { container: pod, follow: true },
        ending,
      )) {
        text += part;
        if (pattern.test(text)) return text;
      }
      throw new Error(`the log of ${pod} never had ${pattern}: ${text}`);
    },
    async exec(pod, ...command) {
      const output = { out: '', err: '' };
      const collect = (name: 'out' | 'err') => {
        const stream = new PassThrough();
        stream.on('data', (data) => {
          output[name] += data;
        });
        return stream;
      };
      const code = await current.node.agent.exec('default', pod, {
        container: pod,
        command,
        tty: false,
        stdin: undefined,
        stdout: collect('out'),
        stderr: collect('err'),
        signal: AbortSignal.timeout(deadline),
      });
      return { code, ...output };
    },
    async reboot() {
      await shutDown();
      current = await boot();
    },
    async [Symbol.asyncDispose]() {
      await shutDown();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
