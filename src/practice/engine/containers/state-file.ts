import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { NetworkRecord } from './networks.ts';
import type { ContainerRecord } from './record.ts';
import type { VolumeRecord } from './volumes.ts';

/** What an engine keeps of its containers, networks and volumes. */
export interface EngineState {
  containers: ContainerRecord[];
  networks: NetworkRecord[];
  volumes: VolumeRecord[];
}

export function readState(file: string): EngineState {
  if (!existsSync(file)) return { containers: [], networks: [], volumes: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as EngineState;
}

/** Writes the latest state, one write at a time. */
export class StateFile {
  readonly #file: string;
  readonly #state: () => EngineState;
  #writing: Promise<void> | undefined;
  #isDue = false;

  constructor(file: string, state: () => EngineState) {
    this.#file = file;
    this.#state = state;
  }

  /** Soon; many changes are one write. */
  save(): void {
    this.#isDue = true;
    this.#writing ??= this.#write();
  }

  /** Resolves when everything is on the disk. */
  async saved(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      while (this.#isDue) {
        await Promise.resolve();
        this.#isDue = false;
        await writeFileAtomic(this.#file, JSON.stringify(this.#state()), { fsync: false });
      }
    } catch (error) {
      // A full disk, or a folder that was removed: what runs goes on, the next change tries again.
      console.error(`docker: ${(error as Error).message}`);
    } finally {
      this.#writing = undefined;
    }
  }
}
