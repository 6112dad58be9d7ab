import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { GroupKind, KubeObject } from '../types.ts';
import type { RecordedChange } from './history.ts';
import { groupKindOf } from './kinds.ts';

/** The objects of a cluster on disk: one file of JSON lines, each a change, compacted whenever it is opened. */
export interface Journal {
  /** What was there when it was opened. */
  readonly objects: readonly KubeObject[];
  readonly revision: number;
  append(change: RecordedChange): void;
  /** Resolves once everything appended so far is written. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

type Line =
  | { put: KubeObject }
  | { delete: { kind: GroupKind; namespace?: string; name: string }; revision: number }
  | { revision: number };

/**
 * How far revisions jump at a start. Changes that were not yet written when a process was killed have revisions that
 * watchers may have seen; none of them may come again with another meaning.
 */
const jump = 1000;

export interface JournalOptions {
  /** Called when the disk takes no more: the cluster goes on in memory, and the next write tries again. */
  onError?: (error: Error) => void;
}

/** @throws Error (node:fs) when the folder cannot be made or written to. */
export function openJournal(folder: string, options: JournalOptions = {}): Journal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'objects.jsonl');
  const { objects, revision } = load(path);
  if (revision > 0) compact(path, objects, revision);
  else closeSync(openSync(path, 'a'));

  const file = open(path, 'a');
  file.catch(() => undefined);
  let waiting: string[] = [];
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    // One turn later, so that the many changes of one request or sync become one write.
    await new Promise((resolve) => setImmediate(resolve));
    const handle = await file;
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      try {
        await handle.appendFile(lines.join(''));
      } catch (error) {
        // A line feed first: half a line may have been written, and must not spoil the one after it.
        waiting = ['\n', ...lines, ...waiting];
        options.onError?.(error as Error);
        return;
      }
    }
  }

  const journal: Journal = {
    objects,
    revision,
    append(change) {
      waiting.push(`${JSON.stringify(toLine(change))}\n`);
      writing ??= write().finally(() => {
        writing = undefined;
      });
    },
    flush: async () => {
      while (writing) await writing;
    },
    async close() {
      await journal.flush();
      await (await file).close();
    },
  };
  return journal;
}

function toLine({ type, object, revision }: RecordedChange): Line {
  if (type !== 'DELETED') return { put: object };
  const { namespace, name } = object.metadata;
  const place = namespace === undefined ? { name } : { namespace, name };
  return { delete: { kind: groupKindOf(object), ...place }, revision };
}

function load(path: string): { objects: KubeObject[]; revision: number } {
  const objects = new Map<string, KubeObject>();
  let revision = 0;
  for (const line of read(path).split('\n')) {
    const entry = parse(line);
    if (!entry) continue;
    if ('put' in entry) {
      const { namespace = '', name, resourceVersion } = entry.put.metadata;
      objects.set(`${groupKindOf(entry.put)} ${namespace} ${name}`, entry.put);
      revision = Math.max(revision, Number(resourceVersion));
    } else {
      revision = Math.max(revision, entry.revision);
      if ('delete' in entry)
        objects.delete(`${entry.delete.kind} ${entry.delete.namespace ?? ''} ${entry.delete.name}`);
    }
  }
  return { objects: [...objects.values()], revision: revision === 0 ? 0 : revision + jump };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Undefined for the last line of a process that was killed while it wrote. */
function parse(line: string): Line | undefined {
  if (line === '') return undefined;
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}

function compact(path: string, objects: readonly KubeObject[], revision: number): void {
  const lines: Line[] = [{ revision }, ...objects.map((object) => ({ put: object }))];
  writeFileSync(`${path}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  renameSync(`${path}.new`, path);
}
