import type { Container, ContainerStatus, Pod, PodStatus } from '../../objects.ts';
import { equalJson } from '../../store/json.ts';
import { nodeAddress } from '../network/addresses.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import { ContainerRunner, type RestartPolicy } from './container-runner.ts';
import { type KubeletContext, podEvent, timestamp } from './context.ts';
import { tellOfHostPorts } from './host-ports.ts';
import { runInitContainers } from './init-containers.ts';
import { podStatus } from './pod-status.ts';
import { watchProbes } from './probes.ts';
import { isSidecar } from './sidecar.ts';
import { MountError } from './volume-files.ts';
import { createPodVolumes, type PodVolumes } from './volumes.ts';

/** How often a missing volume is looked for again. */
const mountRetryAfter = 5_000;

/** One pod on this node, from the moment it is bound to it until it is gone. */
export class PodRunner {
  readonly uid: string;
  readonly #context: KubeletContext;
  readonly #ending = new AbortController();
  readonly #volumes: PodVolumes;
  readonly #startTime: string;
  #pod: Pod;
  #network: PodNetwork | undefined;
  readonly #init: ContainerRunner[];
  readonly #containers: ContainerRunner[];
  #done: Promise<void> = Promise.resolve();
  #isTerminating = false;
  #isSilent = false;
  #failure: Pick<PodStatus, 'phase' | 'reason' | 'message'> = {};
  #grace = Number.POSITIVE_INFINITY;

  constructor(context: KubeletContext, pod: Pod, shared: string) {
    this.#context = context;
    this.#pod = pod;
    this.uid = pod.metadata.uid;
    this.#startTime = timestamp(context.clock);
    const folder = context.folders.volumes(this.uid);
    this.#volumes = createPodVolumes({ ...context, folder, shared });
    const { initContainers = [], containers, restartPolicy = 'Always' } = pod.spec;
    const { initContainerStatuses, containerStatuses } = pod.status ?? {};
    const initPolicy = restartPolicy === 'Never' ? 'Never' : 'OnFailure';
    this.#init = initContainers.map((spec) =>
      this.#runner(spec, isSidecar(spec) ? 'Always' : initPolicy, initContainerStatuses),
    );
    this.#containers = containers.map((spec) => this.#runner(spec, restartPolicy, containerStatuses));
  }

  get pod(): Pod {
    return this.#pod;
  }

  container(name: string): ContainerRunner | undefined {
    return [...this.#containers, ...this.#init].find(({ spec }) => spec.name === name);
  }

  /** The network interfaces of the containers that run, by the containers' names. */
  networks(): [name: string, network: object][] {
    return [...this.#init, ...this.#containers].flatMap(({ spec, network }) =>
      network ? [[spec.name, network] as [string, object]] : [],
    );
  }

  get ip(): string | undefined {
    return this.#network?.ip;
  }

  start(): void {
    const { phase } = this.#pod.status ?? {};
    if (phase === 'Succeeded' || phase === 'Failed') return;
    this.#done = this.#run().catch((error: unknown) => {
      // A defect of ours must be seen where people look: on the pod itself.
      podEvent(this.#context, this.#pod, 'Warning', 'FailedCreatePodSandBox', `${(error as Error).stack}`);
    });
  }

  /** Takes notice of a change of the pod, or of an object that its volumes show. */
  update(pod: Pod): void {
    const { labels, annotations } = this.#pod.metadata;
    this.#pod = pod;
    // Its volumes may show these to its containers.
    if (!equalJson([labels, annotations], [pod.metadata.labels, pod.metadata.annotations]))
      this.refreshVolumes();
    const { deletionTimestamp, deletionGracePeriodSeconds = 30 } = pod.metadata;
    if (!deletionTimestamp || deletionGracePeriodSeconds >= this.#grace) return;
    this.#grace = deletionGracePeriodSeconds;
    // A second request can only shorten what the first one granted.
    if (this.#isTerminating) void this.#stopContainers(this.#grace * 1000);
    else void this.#terminate();
  }

  refreshVolumes(): void {
    try {
      if (this.#network) this.#volumes.refresh(this.#pod);
    } catch (error) {
      // What a volume showed stays as it was when its object is gone.
      if (!(error instanceof MountError)) throw error;
    }
  }

  /** Ends everything within `grace` milliseconds, and waits for it. The object stays as it is. */
  async kill(grace: number): Promise<void> {
    this.#isTerminating = true;
    this.#isSilent = true;
    await this.#stop(grace);
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    if (this.#pod.status?.containerStatuses?.some(({ containerID }) => containerID)) {
      const message = 'Pod sandbox changed, it will be killed and re-created.';
      podEvent(this.#context, this.#pod, 'Normal', 'SandboxChanged', message);
    }
    await this.#mount();
    if (signal.aborted) return;
    const { ip } = this.#attach();
    this.#publish();
    const stopProbes: (() => void)[] = [];
    const watch = (one: ContainerRunner) =>
      stopProbes.push(watchProbes(this.#context, () => this.#pod, one, ip));
    const { isReady, sidecars } = await runInitContainers(this.#init, watch, signal);
    if (isReady && !signal.aborted) await this.#runContainers(watch);
    for (const stop of stopProbes) stop();
    if (!signal.aborted) await this.#stopSidecars();
    await Promise.all(sidecars);
    if (!signal.aborted) this.#release();
  }

  async #runContainers(watch: (one: ContainerRunner) => void): Promise<void> {
    const policy = this.#pod.spec.restartPolicy ?? 'Always';
    const { activeDeadlineSeconds } = this.#pod.spec;
    const deadline =
      activeDeadlineSeconds === undefined
        ? undefined
        : this.#context.clock.after(activeDeadlineSeconds * 1000, () => void this.#overrun());
    tellOfHostPorts(this.#context, this.#pod);
    for (const one of this.#containers) watch(one);
    const due = this.#containers.filter((one) => !this.#mustNotRestart(one.status, policy));
    await Promise.all(due.map((one) => one.run()));
    deadline?.cancel();
  }

  /** They are there for the others, and end after them. */
  async #stopSidecars(): Promise<void> {
    const { terminationGracePeriodSeconds = 30 } = this.#pod.spec;
    const sidecars = this.#init.filter(({ spec }) => isSidecar(spec));
    for (const one of sidecars.toReversed()) await one.stop(terminationGracePeriodSeconds * 1000);
  }

  #runner(spec: Container, policy: RestartPolicy, statuses: ContainerStatus[] | undefined): ContainerRunner {
    return new ContainerRunner({
      context: this.#context,
      pod: () => this.#pod,
      spec,
      policy,
      network: () => this.#attach(),
      volumes: this.#volumes,
      before: statuses?.find(({ name, containerID }) => name === spec.name && containerID),
      onChange: () => this.#publish(),
    });
  }

  #mustNotRestart({ state }: ContainerStatus, policy: RestartPolicy): boolean {
    if (!state?.terminated || policy === 'Always') return false;
    return policy === 'Never' || state.terminated.exitCode === 0;
  }

  async #mount(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        this.#volumes.refresh(this.#pod);
        return;
      } catch (error) {
        if (!(error instanceof MountError)) throw error;
        this.#publish();
        podEvent(this.#context, this.#pod, 'Warning', 'FailedMount', error.message);
        await this.#context.clock.sleep(mountRetryAfter, signal);
      }
    }
  }

  /** The status as it is now, into the store. */
  #publish(): void {
    if (this.#isSilent) return;
    const { store, clock } = this.#context;
    const { namespace, name } = this.#pod.metadata;
    store.mutate<Pod>('Pod', namespace, name, (draft) => {
      if (draft.metadata.uid !== this.uid) return;
      draft.status = podStatus({
        pod: draft,
        init: this.#init.map(({ status }) => status),
        containers: this.#containers.map(({ status }) => status),
        ip: this.#network?.ip,
        hostIp: nodeAddress(this.#context.number),
        startTime: this.#startTime,
        now: timestamp(clock),
      });
      Object.assign(draft.status, this.#failure);
    });
  }

  /** It has run for longer than it may: it ends as failed, whatever its containers made of it. */
  async #overrun(): Promise<void> {
    const message = 'Pod was active on the node longer than the specified deadline';
    podEvent(this.#context, this.#pod, 'Normal', 'DeadlineExceeded', message);
    this.#failure = { phase: 'Failed', reason: 'DeadlineExceeded', message };
    const { terminationGracePeriodSeconds = 30 } = this.#pod.spec;
    await this.#stop(terminationGracePeriodSeconds * 1000);
    this.#publish();
  }

  #attach(): PodNetwork {
    const { metadata, spec } = this.#pod;
    const hostname = spec.hostname ?? metadata.name;
    const { network, number } = this.#context;
    const { namespace = 'default' } = metadata;
    this.#network ??= network.attach({ namespace, hostname, node: number });
    return this.#network;
  }

  #release(): void {
    this.#network?.release();
    this.#network = undefined;
  }

  async #stop(grace: number): Promise<void> {
    this.#ending.abort();
    await this.#stopContainers(grace);
    await this.#done;
    this.#release();
  }

  async #stopContainers(grace: number): Promise<void> {
    await Promise.all(this.#containers.map((one) => one.stop(grace)));
    await Promise.all(this.#init.map((one) => one.stop(grace)));
  }

  async #terminate(): Promise<void> {
    this.#isTerminating = true;
    const { store } = this.#context;
    const { namespace, name } = this.#pod.metadata;
    for (const one of [...this.#init, ...this.#containers]) {
      if (!one.running) continue;
      const fieldPath = `spec.containers{${one.spec.name}}`;
      podEvent(
        this.#context,
        this.#pod,
        'Normal',
        'Killing',
        `Stopping container ${one.spec.name}`,
        fieldPath,
      );
    }
    await this.#stop(this.#grace * 1000);
    const stored = store.get<Pod>('Pod', namespace, name);
    if (stored?.metadata.uid !== this.uid) return;
    if (!stored.metadata.finalizers?.length) {
      store.remove('Pod', namespace, name);
      return;
    }
    // A finalizer keeps the object; that there is nothing left to wait for lets it go with the last of them.
    store.mutate<Pod>('Pod', namespace, name, ({ metadata }) => {
      metadata.deletionGracePeriodSeconds = 0;
    });
  }
}
