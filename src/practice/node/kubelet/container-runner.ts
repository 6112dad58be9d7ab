import type { Container as ContainerSpec, ContainerStatus, LifecycleHandler, Pod } from '../../objects.ts';
import type { Image } from '../images/types.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import { type Container, type Exit, startContainer } from '../runtime/container.ts';
import { NotExecutable } from '../runtime/executables.ts';
import { createLogFile, type LogFile } from '../runtime/log-file.ts';
import { backOffForgottenAfter, restartTakes, startTakes } from '../settings.ts';
import { createBackOff, sayDuration } from './back-off.ts';
import { prepareContainer } from './container-setup.ts';
import { type KubeletContext, podEvent, timestamp } from './context.ts';
import { ConfigError } from './environment.ts';
import { type HookPlace, runHook, runHookWithin } from './hooks.ts';
import { imageId, imageName, newContainerId } from './identity.ts';
import { obtainImage } from './obtain-image.ts';
import { statusAfterReboot } from './reboot.ts';
import { startErrorCode, startFailure } from './start-failure.ts';
import { terminationMessage } from './termination-message.ts';
import type { PodVolumes } from './volumes.ts';

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface RunnerOptions {
  context: KubeletContext;
  /** The pod as it is now. */
  pod: () => Pod;
  spec: ContainerSpec;
  policy: RestartPolicy;
  network: () => PodNetwork;
  volumes: PodVolumes;
  /** What an earlier kubelet knew of it. */
  before: ContainerStatus | undefined;
  onChange: () => void;
}

/** One container of a pod over all its restarts. */
export class ContainerRunner {
  readonly spec: ContainerSpec;
  readonly #options: RunnerOptions;
  readonly #ending = new AbortController();
  #status: ContainerStatus;
  #container: Container | undefined;
  #log: LogFile | undefined;
  #network: object | undefined;
  #isFirst = true;
  #ready = false;
  #onStarted: (() => void)[] = [];

  constructor(options: RunnerOptions) {
    this.spec = options.spec;
    this.#options = options;
    this.#status = statusAfterReboot(options);
  }

  get status(): ContainerStatus {
    return this.#status;
  }

  /** The container, while it runs. */
  get running(): Container | undefined {
    return this.#container;
  }

  /** Its own, while it runs. */
  get network(): object | undefined {
    return this.#container && this.#network;
  }

  /** What it writes, or wrote last. */
  get log(): LogFile | undefined {
    return this.#log;
  }

  /** Starts it, and again as its restart policy has it. Resolves when it will not be started once more. */
  async run(): Promise<void> {
    const { context, policy } = this.#options;
    const { clock } = context;
    const { signal } = this.#ending;
    const backOff = createBackOff();
    while (!signal.aborted) {
      const image = await obtainImage(this.#options, signal, (state) => this.#set({ state, started: false }));
      if (!image) return;
      const began = clock.now();
      const exit = await this.#runOnce(image);
      if (signal.aborted || exit === undefined) return;
      if (policy === 'Never' || (policy === 'OnFailure' && exit.exitCode === 0)) return;
      if ((clock.now() - began) * clock.speed > backOffForgottenAfter) backOff.reset();
      await clock.sleep(restartTakes, signal);
      const wait = backOff.next();
      if (wait > 0 && !signal.aborted) await this.#backOff(wait);
    }
  }

  /** Ends it, for good: SIGTERM, and SIGKILL after `grace` milliseconds. */
  async stop(grace: number): Promise<void> {
    const wasEnding = this.#ending.signal.aborted;
    this.#ending.abort();
    if (!this.#container) return;
    // Who asks a second time has less patience.
    if (wasEnding) await this.#container.stop(grace);
    else await this.#end(this.#container, grace);
  }

  /** Its hook takes of the time that it has. */
  async #end(container: Container, grace: number): Promise<void> {
    const { preStop } = this.spec.lifecycle ?? {};
    const began = performance.now();
    if (preStop && grace > 0) {
      const failure = await runHookWithin(grace, this.#hookPlace(container), preStop);
      if (failure !== undefined)
        this.#event('Warning', 'FailedPreStopHook', `PreStopHook failed: ${failure}`);
    }
    const taken = (performance.now() - began) * this.#options.context.clock.speed;
    await container.stop(Math.max(grace - taken, 0));
  }

  /** Ends it so that its restart policy starts it again, as a failed liveness probe does. */
  async restart(grace: number): Promise<void> {
    if (this.#container) await this.#end(this.#container, grace);
  }

  /** Resolves once it has started, as its startup probe sees it; or when it is ended before. */
  async untilStarted(): Promise<void> {
    const { signal } = this.#ending;
    if (this.#status.started || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#onStarted.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  setReady(ready: boolean): void {
    if (!this.#container || this.#ready === ready) return;
    this.#ready = ready;
    this.#set({ ready });
  }

  setStarted(): void {
    if (this.#container && !this.#status.started) this.#set({ started: true });
  }

  #set(change: Partial<ContainerStatus>): void {
    // How it ended is remembered once it is about to be started again.
    const { terminated } = this.#status.state ?? {};
    const lastState =
      terminated && !change.state?.terminated && change.state ? { lastState: { terminated } } : {};
    this.#status = { ...this.#status, ...lastState, ...change };
    if (this.#status.started) for (const tell of this.#onStarted.splice(0)) tell();
    this.#options.onChange();
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const { context, pod, spec } = this.#options;
    const kind = pod().spec.initContainers?.includes(spec) ? 'initContainers' : 'containers';
    podEvent(context, pod(), type, reason, message, `spec.${kind}{${spec.name}}`);
  }

  #hookPlace(container: Container): HookPlace {
    const { context, spec, network } = this.#options;
    return { context, container, spec, ip: network().ip };
  }

  /** Runs beside the container's own program, which is ended when the hook fails. */
  async #afterStart(container: Container, hook: LifecycleHandler): Promise<void> {
    const failure = await runHook(this.#hookPlace(container), hook, this.#ending.signal);
    if (failure === undefined) return;
    this.#event('Warning', 'FailedPostStartHook', `PostStartHook failed: ${failure}`);
    const { terminationGracePeriodSeconds = 30 } = this.#options.pod().spec;
    await container.stop(terminationGracePeriodSeconds * 1000);
  }

  async #backOff(wait: number): Promise<void> {
    const { context, pod, spec } = this.#options;
    const { name, namespace, uid } = pod().metadata;
    const place = `container=${spec.name} pod=${name}_${namespace}(${uid})`;
    const message = `back-off ${sayDuration(wait)} restarting failed ${place}`;
    this.#set({ state: { waiting: { reason: 'CrashLoopBackOff', message } } });
    const said = `Back-off restarting failed container ${spec.name} in pod ${name}_${namespace}(${uid})`;
    this.#event('Warning', 'BackOff', said);
    await context.clock.sleep(wait, this.#ending.signal);
  }

  /** Undefined when the pod ended before it did. */
  async #runOnce(image: Image): Promise<Exit | undefined> {
    const { context, pod, spec } = this.#options;
    const { clock } = context;
    const restarts = this.#status.restartCount + (this.#status.containerID === undefined ? 0 : 1);
    const prepared = await this.#prepare(image);
    if (!prepared) return undefined;
    const { container: setup, lastWords } = prepared;
    const containerID = newContainerId();
    this.#event('Normal', 'Created', `Created container: ${spec.name}`);
    await clock.sleep(startTakes, this.#ending.signal);
    if (this.#ending.signal.aborted) return undefined;
    const log = createLogFile(context.folders.log(pod().metadata.uid, spec.name, restarts), clock.now);
    this.#log = log;
    this.#network = setup.network;
    const identity = {
      containerID,
      restartCount: restarts,
      image: imageName(spec.image),
      imageID: imageId(spec.image, image),
    };
    const startedAt = timestamp(clock);
    try {
      this.#container = startContainer({ ...setup, output: (stream, data) => log.write(stream, data) });
    } catch (error) {
      setup.network.close();
      log.end();
      if (!(error instanceof NotExecutable)) throw error;
      const { message, change } = startFailure(error, identity, this.#options.policy !== 'Never', clock);
      this.#event('Warning', 'Failed', `Error: ${message}`);
      this.#set(change);
      return { exitCode: startErrorCode, reason: 'Error' };
    }
    this.#event('Normal', 'Started', `Started container ${spec.name}`);
    this.#ready = spec.readinessProbe === undefined && spec.startupProbe === undefined;
    this.#set({
      ...identity,
      state: { running: { startedAt } },
      ready: this.#ready,
      started: spec.startupProbe === undefined,
    });
    const { postStart } = spec.lifecycle ?? {};
    if (postStart) void this.#afterStart(this.#container, postStart);
    const exit = await this.#container.exited;
    this.#container = undefined;
    log.end();
    const finishedAt = timestamp(clock);
    const { exitCode, reason } = exit;
    const message = await terminationMessage(spec, lastWords, exitCode, log);
    const said = message === undefined ? {} : { message };
    this.#set({
      state: { terminated: { exitCode, reason, ...said, startedAt, finishedAt, containerID } },
      ready: false,
      started: false,
    });
    return exit;
  }

  async #prepare(image: Image) {
    const { context, pod, spec, network, volumes } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        const setup = await prepareContainer({
          context,
          pod: pod(),
          spec,
          image,
          network: network(),
          volumes,
          keep: this.#isFirst,
        });
        this.#isFirst = false;
        return setup;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        const { message } = error;
        this.#set({ state: { waiting: { reason: 'CreateContainerConfigError', message } } });
        this.#event('Warning', 'Failed', `Error: ${message}`);
        await context.clock.sleep(configRetryAfter, signal);
      }
    }
    return undefined;
  }
}

/** How often a missing ConfigMap or Secret is looked for again. */
const configRetryAfter = 10_000;
