import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import type { Clock } from '../../base/clock.ts';
import { createApiServer } from '../api/server.ts';
import { startControllers } from '../controllers/index.ts';
import type { ImageStore } from '../node/images/types.ts';
import { createNode } from '../node/node.ts';
import type { Program } from '../node/programs/program.ts';
import { openJournal } from '../store/journal.ts';
import { createStore } from '../store/store.ts';
import type { Store } from '../types.ts';
import type { hostFiles } from './files.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { kubernetesVersion } from './version.ts';

export interface MachineOptions {
  readonly files: ReturnType<typeof hostFiles>;
  readonly clock: Clock;
  readonly secret: string;
  /** What the node can run and pull; made anew for a machine that was deleted. */
  readonly images: () => ImageStore;
  readonly programs: Readonly<Record<string, Program>>;
  /** Told of every use of the API and of NodePorts. */
  readonly onActivity: () => void;
}

/** What is kept of a machine over a restart of its host. */
interface Saved {
  readonly profile: string;
  readonly running: boolean;
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
    this.#saved = existsSync(machine) ? (JSON.parse(readFileSync(machine, 'utf8')) as Saved) : undefined;
  }

  /** Its name; undefined while there is none. */
  get profile(): string | undefined {
    return this.#saved?.profile;
  }

  get running(): boolean {
    return this.#kubernetes !== undefined;
  }

  /** @throws Error while it does not run. */
  get store(): Store {
    if (!this.#kubernetes) throw new Error('the cluster does not run');
    return this.#kubernetes.store;
  }

  /** Goes on where an earlier host was when it ended. */
  async resume(): Promise<void> {
    if (this.#saved?.running) await this.start(this.#saved.profile);
  }

  /** @returns the version of Kubernetes, as `v1.34.1` */
  async start(profile: string): Promise<string> {
    const version = await kubernetesVersion();
    if (this.#kubernetes) return version;
    this.#kubernetes = await this.#boot(version);
    this.#save({ profile, running: true, port: this.#kubernetes.port });
    return version;
  }

  /** Stops it; what it holds stays. */
  async stop(): Promise<void> {
    await this.suspend();
    if (this.#saved) this.#save({ ...this.#saved, running: false });
  }

  /** Ends its parts, to go on with `resume` in another host. */
  async suspend(): Promise<void> {
    const kubernetes = this.#kubernetes;
    this.#kubernetes = undefined;
    await kubernetes?.stop();
  }

  async delete(): Promise<void> {
    await this.suspend();
    const { machine, cluster, kubeconfig } = this.#options.files;
    this.#saved = undefined;
    for (const path of [machine, cluster, kubeconfig]) rmSync(path, { recursive: true, force: true });
  }

  #save(saved: Saved): void {
    this.#saved = saved;
    writeFileAtomic(this.#options.files.machine, JSON.stringify(saved));
  }

  async #boot(version: string): Promise<Kubernetes> {
    const { files, clock, secret, images, programs, onActivity } = this.#options;
    mkdirSync(files.cluster, { recursive: true });
    const store = createStore({ journal: openJournal(files.objects) });
    const node = createNode({ store, images: images(), programs, clock, stateDir: files.node, name: 'minikube', version, onActivity });
    const controllers = startControllers({ store, clock, nodePorts: node.ports });
    const api = createApiServer({ store, agent: node.agent, nodePorts: node.ports, clock, secret, version, onActivity });
    await node.start();
    const { url, port } = await listen(api, this.#saved?.port);
    writeKubeconfig(files.kubeconfig, this.profile ?? 'minikube', url);
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
