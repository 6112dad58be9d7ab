import { existsSync, mkdirSync } from 'node:fs';
import { createEngine, type Engine, type EngineOptions } from '../engine/engine.ts';
import { BlobFolder } from '../node/images/blobs.ts';
import { createHub } from '../node/images/hub/hub.ts';
import { createImageStore } from '../node/images/store.ts';
import type { ImageStore } from '../node/images/types.ts';
import type { hostFiles } from './files.ts';

/** Docker's engine and the node's images: two stores of names over one folder of blobs. */
interface Parts {
  readonly engine: Engine;
  readonly node: ImageStore;
}

/** What docker's containers run with. */
type Runtime = Pick<EngineOptions, 'clock' | 'programs'>;

/** All images of a machine; opened when they are first asked for, and again after the machine was deleted. */
export class Images {
  readonly #files: ReturnType<typeof hostFiles>;
  #parts: Parts | undefined;

  readonly #runtime: Runtime;

  constructor(files: ReturnType<typeof hostFiles>, runtime: Runtime) {
    this.#files = files;
    this.#runtime = runtime;
  }

  get engine(): Engine {
    return this.#open().engine;
  }

  get node(): ImageStore {
    return this.#open().node;
  }

  /** Takes up docker's containers, where there are any. */
  async resume(): Promise<void> {
    if (existsSync(this.#files.engine)) await this.engine.start();
  }

  /** Ends what docker runs, and lets go of what is on disk. */
  async close(): Promise<void> {
    const parts = this.#parts;
    this.#parts = undefined;
    await parts?.engine.close();
  }

  #open(): Parts {
    this.#parts ??= open(this.#files, this.#runtime);
    return this.#parts;
  }
}

function open(files: ReturnType<typeof hostFiles>, runtime: Runtime): Parts {
  mkdirSync(files.cluster, { recursive: true });
  const blobs = new BlobFolder(files.blobs);
  const hub = createHub(blobs);
  return {
    engine: createEngine({
      images: createImageStore({ blobs, hub, file: files.engineImages }),
      blobs,
      hub,
      stateDir: files.engine,
      ...runtime,
    }),
    node: createImageStore({ blobs, hub, file: files.nodeImages }),
  };
}
