import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A run's folder as it was before each of its steps: the journal, the shell, the working directory, and all of a
 * practice cluster. What writes there writes a file at once or at its end, so that a copy is as good as what a killed
 * program leaves.
 */
export class Checkpoints {
  readonly #run: string;
  readonly #folder: string;

  /** `run`: the run's folder; `folder`: where the copies are kept. */
  constructor(run: string, folder: string) {
    this.#run = run;
    this.#folder = folder;
  }

  /** Keeps the run as it is before a step. */
  async keep(step: number): Promise<void> {
    await rm(this.#of(step), { recursive: true, force: true });
    await copyFolder(this.#run, this.#of(step));
  }

  /** Makes the run what it was before a step. Nothing may be using its folder. */
  async restore(step: number): Promise<void> {
    await rm(this.#run, { recursive: true, force: true, maxRetries: 3 });
    await copyFolder(this.#of(step), this.#run);
  }

  #of(step: number): string {
    return join(this.#folder, String(step));
  }
}

/** What is gone before it was its turn is left out, as is what is no file: sockets belong to who listens at them. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const entries = await unlessGone(readdir(from, { withFileTypes: true }));
  await Promise.all(
    (entries ?? []).map(async (entry) => {
      const [source, copy] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) return copyFolder(source, copy);
      if (entry.isFile()) return unlessGone(copyFile(source, copy, constants.COPYFILE_FICLONE));
      if (!entry.isSymbolicLink()) return;
      const target = await unlessGone(readlink(source));
      if (target !== undefined) await symlink(target, copy);
    }),
  );
}

async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
