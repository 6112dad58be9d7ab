import { mkdirSync } from 'node:fs';
import { createEngine, type Engine } from '../engine/engine.ts';
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

/** All images of a machine; opened when they are first asked for, and again after the machine was deleted. */
export class Images {
  readonly #files: ReturnType<typeof hostFiles>;
  #parts: Parts | undefined;

  constructor(files: ReturnType<typeof hostFiles>) {
    this.#files = files;
  }

  get engine(): Engine {
    return this.#open().engine;
  }

  get node(): ImageStore {
    return this.#open().node;
  }

  /** Lets go of what is on disk, which is about to be removed. */
  forget(): void {
    this.#parts = undefined;
  }

  #open(): Parts {
    this.#parts ??= open(this.#files);
    return this.#parts;
  }
}

function open(files: ReturnType<typeof hostFiles>): Parts {
  mkdirSync(files.cluster, { recursive: true });
  const blobs = new BlobFolder(files.blobs);
  const hub = createHub(blobs);
  return {
    engine: createEngine({
      images: createImageStore({ blobs, hub, file: files.engineImages }),
      blobs,
      hub,
      stateDir: files.engine,
    }),
    node: createImageStore({ blobs, hub, file: files.nodeImages }),
  };
}
