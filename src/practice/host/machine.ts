import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import type { Clock } from '../../base/clock.ts';
import { apiEndpoint } from '../api/admission/addresses.ts';
import { createApiServer } from '../api/server.ts';
import { startControllers } from '../controllers/index.ts';
import { mostNodes } from '../node/network/addresses.ts';
import { createNodes, type NodeSpec, type PracticeNodes } from '../node/nodes.ts';
import type { ContainerProgram } from '../node/programs/program.ts';
import type { Node } from '../objects.ts';
import { openJournal } from '../store/journal.ts';
import { createStore } from '../store/store.ts';
import type { Store } from '../types.ts';
import type { hostFiles } from './files.ts';
import { openIdentity } from './identity.ts';
import type { Images } from './images.ts';
import { writeKubeconfig } from './kubeconfig.ts';

export interface MachineOptions {
  readonly files: ReturnType<typeof hostFiles>;
  readonly clock: Clock;
  /** What clients of the API must know. */
  readonly secret: string;
  /** As `v1.34.1`. */
  readonly version: Promise<string>;
  readonly images: Images;
  readonly programs: Readonly<Record<string, ContainerProgram>>;
}

/** What is kept of a machine over a restart of its host. */
interface Saved {
  readonly profile: string;
  readonly running: boolean;
  /** Where the API answers: the same over restarts, as long as nobody else has taken it. */
  readonly port: number;
  readonly nodes: readonly NodeSpec[];
}

interface Kubernetes {
  readonly store: Store;
  readonly port: number;
  readonly nodes: PracticeNodes;
  readonly stop: () => Promise<void>;
}

/** The cluster as minikube sees it: there or not, running or stopped. */
export class Machine {
  readonly #options: MachineOptions;
  #saved: Saved | undefined;
  #kubernetes: Kubernetes | undefined;

  constructor(options: MachineOptions) {
    this.#options = options;
    const { machine } = options.files;
    if (existsSync(machine)) this.#saved = JSON.parse(readFileSync(machine, 'utf8')) as Saved;
  }

  /** Those that there are, or would be after a start. */
  get nodes(): readonly NodeSpec[] {
    return this.#saved?.nodes ?? [];
  }

  /** Its name; undefined while there is none. */
  get profile(): string | undefined {
    return this.#saved?.profile;
  }

  get running(): boolean {
    return this.#kubernetes !== undefined;
  }

  /** @throws Error while it does not run */
  get store(): Store {
    if (!this.#kubernetes) throw new Error('the cluster does not run');
    return this.#kubernetes.store;
  }

  /** Goes on where an earlier host was when it ended. */
  async resume(): Promise<void> {
    if (this.#saved?.running) await this.start(this.#saved.profile);
  }

  /** As `v1.34.1`. */
  get version(): Promise<string> {
    return this.#options.version;
  }

  /** Starts it, with its first node alone where it is new, if it does not run. */
  async start(profile: string): Promise<void> {
    if (this.#kubernetes) return;
    const nodes = this.#saved?.nodes ?? [{ name: profile, number: 1 }];
    this.#kubernetes = await this.#boot(profile, await this.version, nodes);
    this.#save({ profile, running: true, port: this.#kubernetes.port, nodes });
  }

  /** @throws Error when there are as many as there can be */
  addNode(): NodeSpec {
    const { profile, nodes } = this.#mustBeSaved();
    const taken = new Set(nodes.map(({ number }) => number));
    let number = 2;
    while (taken.has(number)) number += 1;
    if (number > mostNodes) throw new Error(`a practice cluster has at most ${mostNodes} nodes`);
    const node = { name: `${profile}-m${String(number).padStart(2, '0')}`, number };
    this.#saveNodes([...nodes, node]);
    this.#kubernetes?.nodes.startNode(node);
    return node;
  }

  startNode(name: string): void {
    const started = { ...this.#mustHave(name), isStopped: false };
    this.#saveNodes(this.nodes.map((node) => (node.name === name ? started : node)));
    this.#kubernetes?.nodes.startNode(started);
  }

  async stopNode(name: string): Promise<void> {
    const stopped = { ...this.#mustHave(name), isStopped: true };
    this.#saveNodes(this.nodes.map((node) => (node.name === name ? stopped : node)));
    await this.#kubernetes?.nodes.stopNode(name);
  }

  async removeNode(name: string): Promise<void> {
    this.#saveNodes(this.nodes.filter((node) => node.name !== name));
    await this.#kubernetes?.nodes.removeNode(name);
  }

  /** Resolves once its nodes, but those that are stopped, are ready. */
  async ready(): Promise<void> {
    const store = this.store;
    const isReady = () =>
      this.nodes.every(
        ({ name, isStopped }) =>
          isStopped ||
          store
            .get<Node>('Node', undefined, name)
            ?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
      );
    await new Promise<void>((resolve) => {
      if (isReady()) return resolve();
      const unsubscribe = store.subscribe('Node', () => {
        if (!isReady()) return;
        unsubscribe();
        resolve();
      });
    });
  }

  /** Stops it; what it holds stays. */
  async stop(): Promise<void> {
    await this.suspend();
    if (this.#saved) this.#save({ ...this.#saved, running: false });
  }

  /** Ends its parts; `resume` in another host goes on from here. */
  async suspend(): Promise<void> {
    const kubernetes = this.#kubernetes;
    this.#kubernetes = undefined;
    await kubernetes?.stop();
  }

  async delete(): Promise<void> {
    await this.suspend();
    const { machine, cluster, kubeconfig } = this.#options.files;
    this.#saved = undefined;
    await this.#options.images.close();
    for (const path of [machine, cluster, kubeconfig]) rmSync(path, { recursive: true, force: true });
  }

  /** @throws Error while there is no cluster */
  #mustBeSaved(): Saved {
    if (!this.#saved) throw new Error('there is no cluster');
    return this.#saved;
  }

  /** @throws Error */
  #mustHave(name: string): NodeSpec {
    const found = this.nodes.find((node) => node.name === name);
    if (!found) throw new Error(`there is no node ${name}`);
    return found;
  }

  #saveNodes(nodes: readonly NodeSpec[]): void {
    this.#save({ ...this.#mustBeSaved(), nodes });
  }

  #save(saved: Saved): void {
    this.#saved = saved;
    writeFileAtomic(this.#options.files.machine, JSON.stringify(saved));
  }

  async #boot(profile: string, version: string, specs: readonly NodeSpec[]): Promise<Kubernetes> {
    const { files, clock, secret, images, programs } = this.#options;
    mkdirSync(files.cluster, { recursive: true });
    const store = createStore({ journal: openJournal(files.objects, { onProblem: console.error }) });
    const identity = openIdentity(files.identity);
    const nodes = createNodes({
      store,
      images: images.node,
      programs,
      clock,
      stateDir: files.node,
      profile,
      version,
      tokenOf: identity.tokenOf,
    });
    const nodePorts = nodes.ports;
    const api = createApiServer({
      store,
      agent: nodes.agent,
      nodePorts,
      clock,
      secret,
      version: () => parts(version),
    });
    nodes.serve(apiEndpoint.ip, apiEndpoint.port, api.inside(identity));
    const controllers = startControllers({
      store,
      clock,
      nodePorts,
      usage: nodes.agent.usage,
      certificate: identity.certificate,
      onError: complain,
    });
    await nodes.start(specs);
    const { url, port } = await api.listen(this.#saved?.port).catch(() => api.listen());
    writeKubeconfig(files.kubeconfig, profile, url);
    return {
      store,
      port,
      nodes,
      async stop() {
        await api.close();
        controllers.stop();
        await nodes.stop();
        await store.close();
      },
    };
  }
}

function parts(gitVersion: string): { major: string; minor: string; gitVersion: string } {
  const [major = '', minor = ''] = gitVersion.slice(1).split('.');
  return { major, minor, gitVersion };
}

/** Into the host's log. */
function complain(error: Error, controller: string, key: string): void {
  console.error(`${controller} ${key}:`, error);
}
