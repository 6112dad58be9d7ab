import { createClock } from '../../../src/base/clock.ts';
import { createApiServer } from '../../../src/practice/api/server.ts';
import { startControllers } from '../../../src/practice/controllers/index.ts';
import { registerNode } from '../../../src/practice/controllers/node.ts';
import { ApiError } from '../../../src/practice/errors.ts';
import { type ClusterStore, createStore } from '../../../src/practice/store/store.ts';
import type { NodePorts, NodeUsage } from '../../../src/practice/types.ts';
import { startStandInKubelet } from './stand-in-kubelet.ts';

export interface ControlPlane extends AsyncDisposable {
  url: string;
  store: ClusterStore;
  /** Answers JSON; `path` is behind the secret. */
  request(
    method: string,
    path: string,
    body?: unknown,
    type?: string,
  ): Promise<{ code: number; body: Reply }>;
  settled(): Promise<void>;
}

/** Whatever the server answered; tests say what they expect of it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what is being tested
export type Reply = any;

export interface ControlPlaneOptions {
  minor?: string;
  store?: ClusterStore;
  /** Without a kubelet, pods stay where the scheduler put them. */
  kubelet?: boolean;
  /** What pods use; nothing is known of it by default. */
  usage?: () => NodeUsage[];
}

/** A whole control plane in this process: store, controllers, API server, one node with a stand-in kubelet. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { minor = '32', store = createStore(), kubelet = true } = options;
  const clock = createClock();
  const nodePorts = countedPorts();
  const errors: Error[] = [];
  const controllers = startControllers({
    store,
    clock,
    nodePorts,
    usage: async () => options.usage?.() ?? [],
    certificate: 'the certificate',
    onError: (error) => errors.push(error),
  });
  const gitVersion = `v1.${minor}.4`;
  registerNode(store, {
    name: 'minikube',
    address: '192.168.49.2',
    podCIDR: '10.244.0.0/24',
    kubeletVersion: gitVersion,
  });
  const standIn = startStandInKubelet(store);
  if (!kubelet) standIn.stop();
  const version = () => ({ major: '1', minor, gitVersion });
  const server = createApiServer({
    store,
    agent: standIn.agent,
    nodePorts,
    clock,
    secret: 'tested',
    version,
  });
  const { url } = await server.listen();
  return {
    url,
    store,
    async request(method, path, body, type = 'application/json') {
      const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const response = await fetch(url + path, {
        method,
        body: text,
        headers: text === null ? {} : { 'content-type': type },
      });
      const answer = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return { code: response.status, body: isJson ? JSON.parse(answer) : answer };
    },
    settled: () => controllers.settled(),
    async [Symbol.asyncDispose]() {
      controllers.stop();
      standIn.stop();
      await server.close();
      if (errors.length > 0) throw new AggregateError(errors, `a controller failed: ${errors[0]?.stack}`);
    },
  };
}

/** Node ports that nobody listens at. */
export function countedPorts(): NodePorts {
  const taken = new Set<number>();
  return {
    claim: async (port) => {
      let claimed = port ?? 30_000;
      if (port === undefined) while (taken.has(claimed)) claimed += 1;
      if (taken.has(claimed)) throw new ApiError(422, 'Invalid', 'provided port is already allocated');
      taken.add(claimed);
      return claimed;
    },
    release: (port) => void taken.delete(port),
  };
}
