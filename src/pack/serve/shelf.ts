import { type Descriptor, readManifest } from '../store/manifest.ts';
import { type PackFolder, statOf } from '../store/pack-folder.ts';
import { type PackedImage, packedImageOf } from '../store/packed-image.ts';

/** What there is of one repository, all of it in the folder. */
export interface Repository {
  /** With its registry: `docker.io/library/busybox`. */
  readonly name: string;
  /** Digests by tag. */
  readonly tags: Map<string, string>;
  /** Manifests and lists of them, by digest. */
  readonly manifests: Map<string, Descriptor>;
  readonly blobs: Map<string, Descriptor>;
}

/** What a registry offers of a folder: read anew once index.json has changed. */
export class Shelf {
  readonly #folder: PackFolder;
  #stamp = '';
  #repositories = new Map<string, Repository>();

  constructor(folder: PackFolder) {
    this.#folder = folder;
  }

  async repositories(): Promise<ReadonlyMap<string, Repository>> {
    const found = await statOf(this.#folder.indexFile);
    const stamp = found ? `${found.mtimeMs} ${found.ino}` : '';
    if (stamp !== this.#stamp) {
      this.#repositories = await this.#read();
      this.#stamp = stamp;
    }
    return this.#repositories;
  }

  /**
   * The repository that a client means: containerd says in `ns` which registry's, docker asks mirrors for Docker Hub's
   * alone, and anybody may write the registry before the name.
   */
  async find(name: string, ns: string | undefined): Promise<Repository | undefined> {
    const all = await this.repositories();
    if (ns !== undefined) return all.get(`${ns}/${name}`);
    return all.get(name) ?? all.get(`docker.io/${name}`) ?? all.get(`docker.io/library/${name}`);
  }

  async #read(): Promise<Map<string, Repository>> {
    const all = new Map<string, Repository>();
    for (const descriptor of await this.#folder.images()) {
      const packed = packedImageOf(descriptor);
      if (packed) await this.#add(all, packed);
    }
    return all;
  }

  async #add(all: Map<string, Repository>, { image, top }: PackedImage): Promise<void> {
    const name = `${image.registry}/${image.repository}`;
    const repository = all.get(name) ?? { name, tags: new Map(), manifests: new Map(), blobs: new Map() };
    if (!(await this.#addManifest(repository, top))) return;
    if (!image.reference.startsWith('sha256:')) repository.tags.set(image.reference, top.digest);
    all.set(name, repository);
  }

  /** False where it is not there: of a list, only what was packed is. */
  async #addManifest(repository: Repository, descriptor: Descriptor): Promise<boolean> {
    const { digest, size, mediaType } = descriptor;
    if (!(await this.#folder.has(descriptor))) return false;
    const read = readManifest(mediaType, await this.#folder.read(digest));
    repository.manifests.set(digest, { digest, size, mediaType });
    if (read.kind === 'index') {
      for (const one of read.index.manifests) await this.#addManifest(repository, one);
      return true;
    }
    for (const blob of [read.manifest.config, ...read.manifest.layers])
      repository.blobs.set(blob.digest, blob);
    return true;
  }
}
