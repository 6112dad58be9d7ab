import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import type { Clock } from '../../base/clock.ts';
import { createApiServer } from '../api/server.ts';
import { startControllers } from '../controllers/index.ts';
import { createNode } from '../node/node.ts';
import type { ContainerProgram } from '../node/programs/program.ts';
import type { Node } from '../objects.ts';
import { openJournal } from '../store/journal.ts';
import { createStore } from '../store/store.ts';
import type { Store } from '../types.ts';
import type { hostFiles } from './files.ts';
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
}

interface Kubernetes {
  readonly store: Store;
  readonly port: number;
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

  /** Starts it if it does not run. Resolves to the version of Kubernetes, as `v1.34.1`. */
  async start(profile: string): Promise<string> {
    const version = await this.#options.version;
    if (this.#kubernetes) return version;
    this.#kubernetes = await this.#boot(profile, version);
    this.#save({ profile, running: true, port: this.#kubernetes.port });
    return version;
  }

  /** Resolves once its node is ready. */
  async ready(): Promise<void> {
    const store = this.store;
    const isReady = () =>
      store
        .list<Node>('Node')
        .some(({ status }) =>
          status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
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
    this.#options.images.forget();
    for (const path of [machine, cluster, kubeconfig]) rmSync(path, { recursive: true, force: true });
  }

  #save(saved: Saved): void {
    this.#saved = saved;
    writeFileAtomic(this.#options.files.machine, JSON.stringify(saved));
  }

  async #boot(profile: string, version: string): Promise<Kubernetes> {
    const { files, clock, secret, images, programs } = this.#options;
    mkdirSync(files.cluster, { recursive: true });
    const store = createStore({ journal: openJournal(files.objects) });
    const node = createNode({
      store,
      images: images.node,
      programs,
      clock,
      stateDir: files.node,
      name: 'minikube',
      version,
    });
    const nodePorts = node.ports;
    const api = createApiServer({
      store,
      agent: node.agent,
      nodePorts,
      clock,
      secret,
      version: () => parts(version),
    });
    const controllers = startControllers({ store, clock, nodePorts, onError: complain });
    await node.start();
    const { url, port } = await api.listen(this.#saved?.port).catch(() => api.listen());
    writeKubeconfig(files.kubeconfig, profile, url);
    return {
      store,
      port,
      async stop() {
        await api.close();
        controllers.stop();
        await node.stop();
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
