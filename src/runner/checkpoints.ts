import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A run's folder as it was before each of its steps: the journal, the shell, the working directory, and all of a
 * practice cluster. What writes there writes a file at once or at its end, so that a copy is as good as what a killed
 * program leaves.
 */
export class Checkpoints {
  readonly #run: string;
  readonly #folder: string;
  /** The step whose state was put back, and is still kept. */
  #restored: number | undefined;

  /** `run`: the run's folder; `folder`: where the copies are kept. */
  constructor(run: string, folder: string) {
    this.#run = run;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Keeps the run as it is before a step, unless that is where it was put back to. */
  async keep(step: number): Promise<void> {
    const isKept = this.#restored === step;
    this.#restored = undefined;
    if (isKept) return;
    await rm(this.#of(step), { recursive: true, force: true });
    copyFolder(this.#run, this.#of(step), new Map());
  }

  /** Makes the run what it was before a step. Nothing may be using its folder. */
  async restore(step: number): Promise<void> {
    await rm(this.#run, { recursive: true, force: true, maxRetries: 3 });
    copyFolder(this.#of(step), this.#run, new Map());
    this.#restored = step;
  }

  #of(step: number): string {
    return join(this.#folder, String(step));
  }
}

/**
 * Files that are one stay one, which most of a practice cluster's are: to link takes a tenth of what a copy takes. What
 * is gone before it was its turn is left out, as is what is no file: sockets belong to who listens at them. Thousands of
 * small files: each at once, waiting for its turn would take longer than it does.
 */
function copyFolder(from: string, to: string, copies: Map<number, string>): void {
  mkdirSync(to);
  for (const entry of unlessGone(() => readdirSync(from, { withFileTypes: true })) ?? []) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, copy, copies);
    else if (entry.isFile()) unlessGone(() => copyOne(source, copy, copies));
    else if (entry.isSymbolicLink()) unlessGone(() => symlinkSync(readlinkSync(source), copy));
  }
}

function copyOne(source: string, copy: string, copies: Map<number, string>): void {
  const { ino, nlink } = lstatSync(source);
  const known = copies.get(ino);
  if (known !== undefined) linkSync(known, copy);
  else copyFileSync(source, copy, constants.COPYFILE_FICLONE);
  if (nlink > 1) copies.set(ino, copy);
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
