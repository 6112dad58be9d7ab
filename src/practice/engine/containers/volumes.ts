import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { newId } from './networks.ts';

export interface VolumeRecord {
  name: string;
  created: string;
  labels: Record<string, string>;
  anonymous: boolean;
}

/** Named volumes: folders that outlive the containers that have them. */
export class Volumes {
  readonly #volumes: Map<string, VolumeRecord>;
  readonly #folder: string;
  readonly #save: () => void;

  constructor(folder: string, kept: readonly VolumeRecord[], save: () => void) {
    this.#folder = folder;
    this.#volumes = new Map(kept.map((volume) => [volume.name, volume]));
    this.#save = save;
  }

  list(): VolumeRecord[] {
    return [...this.#volumes.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws EngineError 404 */
  get(name: string): VolumeRecord {
    const volume = this.#volumes.get(name);
    if (!volume) throw new EngineError(404, `get ${name}: no such volume`);
    return volume;
  }

  /** The one of that name, or a new one; without a name, a new one with an ID for its name. @throws EngineError 400 */
  ensure(name: string, labels: Record<string, string> = {}): { volume: VolumeRecord; isNew: boolean } {
    const known = this.#volumes.get(name);
    if (known) return { volume: known, isNew: false };
    if (name !== '' && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
      throw new EngineError(
        400,
        `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
      );
    }
    const volume: VolumeRecord = {
      name: name === '' ? newId() : name,
      created: `${new Date().toISOString().slice(0, 19)}Z`,
      labels,
      anonymous: name === '',
    };
    mkdirSync(this.place(volume.name), { recursive: true });
    this.#volumes.set(volume.name, volume);
    this.#save();
    return { volume, isNew: true };
  }

  /** Where its files lie. */
  place(name: string): string {
    return path.join(this.#folder, name, '_data');
  }

  remove(name: string): void {
    rmSync(path.join(this.#folder, name), { recursive: true, force: true, maxRetries: 3 });
    this.#volumes.delete(name);
    this.#save();
  }
}

/** Bytes of the files below a folder. */
export function folderSize(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) =>
      sum +
      (entry.isFile()
        ? (statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0)
        : 0),
    0,
  );
}
