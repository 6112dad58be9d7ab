import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Engine } from './docker.ts';

/** What a machine has to give. Memory and disk in bytes. */
export interface ResourceFacts {
  readonly cpus: number;
  readonly memory: number;
  /** Undefined where the system's number does not say what programs could have. */
  readonly freeMemory: number | undefined;
  readonly disk: { readonly path: string; readonly free: number } | undefined;
}

/**
 * What the place has where nodes would run: Docker's virtual machine where there is one, else this machine.
 * @param home where things are kept if there is no engine
 */
export async function gatherResources(home: string, engine: Engine | undefined): Promise<ResourceFacts> {
  const linux = process.platform === 'linux';
  const path = engine && linux && existsSync(engine.rootDir) ? engine.rootDir : existing(home);
  const disk = await statfs(path).then(
    ({ bavail, bsize }) => ({ path, free: bavail * bsize }),
    () => undefined,
  );
  return {
    cpus: engine?.cpus || availableParallelism(),
    memory: engine?.memory || totalmem(),
    freeMemory: linux ? ((await available()) ?? freemem()) : undefined,
    disk,
  };
}

/** The folder itself, or the nearest above it that is there already. */
function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path));
}

/** What Linux could give without swapping: more than what is free, which caches use meanwhile. */
async function available(): Promise<number | undefined> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
