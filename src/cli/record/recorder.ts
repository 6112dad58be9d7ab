import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { objectsOf } from '../../cluster/effects/objects.ts';
import { effectsBetween, type Snapshot } from '../../cluster/effects/snapshot.ts';
import { listFiles } from '../../lesson/files.ts';
import { isEditor, isForLesson, type RecordedCommand } from '../../lesson/recorded.ts';
import type { Typed } from '../../shell/recording.ts';

/** Milliseconds that the cluster is looked at after a command, at the most. */
const patience = 2_500;

export interface RecorderOptions {
  readonly kubeconfig: string;
  /** Where the shell works. */
  readonly work: string;
  /** Where files are kept that were made by hand. */
  readonly files: string;
}

/** Takes down what is run in a shell, what comes into the cluster with it, and the files that an editor changes. */
export class Recorder {
  readonly commands: RecordedCommand[] = [];
  /** What is of no use to others, or failed. */
  readonly leftOut: Typed[] = [];
  /** Those that an editor has made or changed. */
  readonly edited = new Set<string>();
  readonly #options: RecorderOptions;
  #before: Snapshot | undefined;
  #stamps: ReadonlyMap<string, number> = new Map();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Sees what is there before the first command. */
  async begin(): Promise<void> {
    this.#before = await this.#snapshot();
    this.#stamps = await this.#files();
  }

  async typed(typed: Typed): Promise<void> {
    const { command, exit } = typed;
    const [before, now] = [this.#before, await this.#snapshot()];
    this.#before = now;
    if (isEditor(command)) await this.#keepEdited();
    const files = await this.#files();
    const wrote = [...files.keys()].filter((name) => !this.#stamps.has(name));
    this.#stamps = files;
    if (exit !== 0 || !isForLesson(command)) return void this.leftOut.push(typed);
    const created = before && now ? effectsBetween(before, now, command).created : [];
    const made = created.map(({ plural, name }) => ({ kind: plural, name }));
    this.commands.push({ command, made, wrote });
  }

  async #keepEdited(): Promise<void> {
    for (const [name, stamp] of await this.#files()) {
      if (this.#stamps.get(name) === stamp) continue;
      const to = join(this.#options.files, name);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(join(this.#options.work, name), to);
      this.edited.add(name);
    }
  }

  async #files(): Promise<Map<string, number>> {
    const stamps = new Map<string, number>();
    for (const name of await listFiles(this.#options.work)) {
      const found = await stat(join(this.#options.work, name)).catch(() => undefined);
      if (found?.isFile()) stamps.set(name, found.mtimeMs);
    }
    return stamps;
  }

  /** Undefined where the cluster does not answer: then nothing is known to have come. */
  #snapshot(): Promise<Snapshot | undefined> {
    const objects = objectsOf(this.#options.kubeconfig, 'namespace');
    return objects.snapshot(AbortSignal.timeout(patience)).catch(() => undefined);
  }
}
