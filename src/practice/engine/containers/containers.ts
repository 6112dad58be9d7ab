import { EngineError } from '../errors.ts';
import type { ContainerSpec } from './api.ts';
import { EngineContainer } from './container.ts';
import type { ContainerContext } from './context.ts';
import { planMounts } from './mounts.ts';
import { inventName, namePattern } from './names.ts';
import { newId } from './networks.ts';
import { type ContainerRecord, makeRecord } from './record.ts';
import { startsWithEngine } from './restart.ts';

/** What a container that ran when its engine was killed ends with. */
const lostCode = 255;

/** All containers of an engine. */
export class Containers {
  readonly #containers = new Map<string, EngineContainer>();
  readonly #context: ContainerContext;

  constructor(context: ContainerContext) {
    this.#context = context;
  }

  /** The newest first. */
  list(): EngineContainer[] {
    return [...this.#containers.values()].reverse();
  }

  records(): ContainerRecord[] {
    return [...this.#containers.values()].map(({ record }) => record);
  }

  /** By name, by ID or by the beginning of an ID. @throws EngineError 404 */
  get(text: string): EngineContainer {
    const name = text.replace(/^\//, '');
    const named = this.list().find(({ record }) => record.name === name || record.id === name);
    if (named) return named;
    const fits = /^[0-9a-f]+$/.test(name)
      ? this.list().filter(({ record }) => record.id.startsWith(name))
      : [];
    if (fits.length > 1) throw new EngineError(400, `Multiple IDs found with provided prefix: ${name}`);
    if (fits[0]) return fits[0];
    throw new EngineError(404, `No such container: ${text}`);
  }

  /** @throws EngineError */
  create(spec: ContainerSpec): EngineContainer {
    const { images, networks, volumes } = this.#context;
    const image = images.resolve(spec.image);
    if (!image) throw new EngineError(404, `No such image: ${spec.image}`);
    const name = spec.name ?? inventName((taken) => this.#isTaken(taken));
    this.checkName(name);
    const id = newId();
    const record: ContainerRecord = {
      ...makeRecord(id, name, spec, image),
      mounts: [],
      networks: {},
    };
    if (spec.network.startsWith('container:')) this.get(spec.network.slice('container:'.length));
    else {
      const network = networks.get(spec.network);
      if (network.driver === 'host') {
        throw new EngineError(
          400,
          "the practice cluster's docker has no host network: publish ports with -p, and they are reached at 127.0.0.1",
        );
      }
      record.networks[network.name] = spec.aliases[spec.network] ?? [];
      for (const [other, aliases] of Object.entries(spec.aliases))
        record.networks[networks.get(other).name] = aliases;
    }
    record.mounts = planMounts(spec, Object.keys(image.image.config.Volumes ?? {}), volumes);
    const container = this.#take(record);
    this.#context.save();
    return container;
  }

  /** @throws EngineError 400 or 409 */
  checkName(name: string): void {
    if (!namePattern.test(name)) {
      throw new EngineError(
        400,
        `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`,
      );
    }
    const other = this.list().find(({ record }) => record.name === name);
    if (!other) return;
    throw new EngineError(
      409,
      `Conflict. The container name "/${name}" is already in use by container "${other.record.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  }

  /** Takes up what an earlier engine had. Gives those that are to be started with this one. */
  take(records: readonly ContainerRecord[]): EngineContainer[] {
    const now = new Date().toISOString();
    const due: EngineContainer[] = [];
    for (const record of records) {
      const container = this.#take(record);
      const isDue = startsWithEngine(record);
      const { state } = record;
      if (state.status === 'running' || state.status === 'restarting') {
        const wasEnded = state.finishedAt > state.startedAt;
        Object.assign(state, {
          status: 'exited',
          exitCode: wasEnded ? state.exitCode : lostCode,
          finishedAt: wasEnded ? state.finishedAt : now,
        });
      }
      delete state.health;
      if (record.spec.autoRemove) container.remove();
      else if (isDue) due.push(container);
    }
    return due;
  }

  /** Ends all of them, for the next engine to take up. @param grace milliseconds */
  async suspend(grace: number): Promise<void> {
    await Promise.all(this.list().map((container) => container.suspend(grace)));
  }

  #isTaken(name: string): boolean {
    return this.list().some(({ record }) => record.name === name);
  }

  #take(record: ContainerRecord): EngineContainer {
    const container = new EngineContainer(record, this.#context, () => {
      this.#containers.delete(record.id);
      this.#context.save();
    });
    this.#containers.set(record.id, container);
    return container;
  }
}
