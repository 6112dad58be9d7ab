import { type FSWatcher, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listFiles } from './files.ts';
import { hashOf } from './hash.ts';

/** Milliseconds for an editor to end what it does when it saves: it writes another file and puts that in its place. */
const settles = 30;
/** How often a folder is looked at that no notice of changes can be had of. */
const pollEvery = 500;

/** Calls back with the names of the files of a lesson's folder that say something else than before, until `signal` is aborted. */
export function onLessonChange(
  dir: string,
  listener: (files: readonly string[]) => void,
  signal: AbortSignal,
): void {
  let watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  let last: ReadonlyMap<string, string> | undefined;
  const soon = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(look, delay);
  };
  const look = async () => {
    // Anew each time: folders come and go, and an editor may have put another one in the place of this.
    const isWatched = watchAll(await foldersOf(dir));
    const now = await contentsOf(dir);
    if (signal.aborted) return stop();
    const before = last ?? now;
    last = now;
    if (!isWatched) soon(pollEvery);
    const names = [...new Set([...before.keys(), ...now.keys()])];
    const others = names.filter((name) => before.get(name) !== now.get(name));
    if (others.length > 0) listener(others);
  };
  const watchAll = (folders: Iterable<string>): boolean => {
    const before = watchers;
    watchers = [];
    try {
      for (const folder of folders) {
        const watcher = watch(folder, () => soon(settles));
        watchers.push(watcher);
        watcher.on('error', () => soon(pollEvery));
      }
      return true;
    } catch {
      return false;
    } finally {
      for (const watcher of before) watcher.close();
    }
  };
  const stop = () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
  signal.addEventListener('abort', stop, { once: true });
  void look();
}

async function foldersOf(dir: string): Promise<Set<string>> {
  return new Set([dir, ...(await filesOf(dir)).map((file) => dirname(join(dir, file)))]);
}

/** A name for the content of each file. */
async function contentsOf(dir: string): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const name of await filesOf(dir)) {
    const content = await readFile(join(dir, name)).catch(() => Buffer.alloc(0));
    hashes.set(name, hashOf([[name, content]]));
  }
  return hashes;
}

/** Those that editors make for themselves while they work are not the lesson's. */
async function filesOf(dir: string): Promise<string[]> {
  const all = await listFiles(dir).catch(() => []);
  return all.filter((name) => !/(^|\/)(\.[^/]*\.sw.|4913|[^/]*~|\.#[^/]*)$/.test(name));
}
