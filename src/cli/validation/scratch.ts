import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** Of nothing else's folders: those in memory are taken away once they are old. */
const prefix = 'pilotage-validation-';
/** Bytes. A validation writes some ten million; more is for lessons that write files of their own. */
const room = 2 ** 30;
/** Milliseconds. Longer than any validation takes. */
const day = 24 * 60 * 60 * 1000;

/**
 * Makes a folder for a run of which nothing is kept. A practice cluster's files are small and thousands, which a disk takes
 * longer for: they go where there is memory, unless TMPDIR says something else. Another cluster's engine may not see what
 * is there.
 */
export async function makeScratch(cluster: string): Promise<string> {
  if (cluster !== 'practice' || process.env.TMPDIR || !hasRoom()) return mkdtemp(join(tmpdir(), prefix));
  await removeForgotten();
  return mkdtemp(join(memory, prefix));
}

/** Whether this system offers memory as a folder, with room, and lets programs be started there. */
function hasRoom(): boolean {
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_mounts.5.html; the last mount at a place is the one that is seen.
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
    const [, , type, options = ''] =
      mounts.map((line) => line.split(' ')).findLast(([, place]) => place === memory) ?? [];
    if (type !== 'tmpfs' || options.split(',').includes('noexec')) return false;
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(bavail * bsize, process.availableMemory()) >= room;
  } catch {
    return false;
  }
}

/** What a validation that was killed left behind would take memory until the machine is started again. */
async function removeForgotten(): Promise<void> {
  for (const name of await readdir(memory)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(memory, name);
    const found = await stat(folder).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > day)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
