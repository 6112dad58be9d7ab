import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import type { GroupKind, KubeObject } from '../types.ts';
import type { RecordedChange } from './history.ts';
import { groupKindOf } from './kinds.ts';

/** The objects of a cluster on disk: one file of JSON lines, each a change, compacted whenever it is opened. */
export interface Journal {
  /** What was there when it was opened. */
  readonly objects: readonly KubeObject[];
  readonly revision: number;
  /** Why the latest changes are not on disk, for people; undefined while they are, or are about to be. */
  readonly problem: string | undefined;
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
  /** Called with `problem`, and where it is, when there begins to be one: the cluster goes on in memory, and the next write tries again. */
  onProblem?: (problem: string) => void;
}

/** @throws Error (node:fs) when the folder cannot be made or written to. */
export function openJournal(folder: string, options: JournalOptions = {}): Journal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'objects.jsonl');
  const { objects, revision } = load(path);
  if (revision === 0) closeSync(openSync(path, 'a'));
  else if (!compact(path, objects, revision)) rmSync(`${path}.new`, { force: true });

  const file = open(path, 'a');
  file.catch(() => undefined);
  let waiting: string[] = [];
  let writing: Promise<void> | undefined;
  let problem: string | undefined;
  const failed = ({ errno, message }: NodeJS.ErrnoException) => {
    const isNew = problem === undefined;
    const reason = errno === undefined ? message : getSystemErrorMessage(errno);
    problem = `the practice cluster cannot save what changes: ${reason}. It goes on, but forgets it when it ends; make room on its disk.`;
    if (isNew) options.onProblem?.(`${problem} It is saved in ${folder}`);
  };

  async function write(): Promise<void> {
    // One turn later, so that the many changes of one request or sync become one write.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      try {
        await (await file).appendFile(lines.join(''));
        problem = undefined;
      } catch (error) {
        // A line feed first: half a line may have been written, and must not spoil the one after it.
        waiting = ['\n', ...lines, ...waiting];
        failed(error as NodeJS.ErrnoException);
        return;
      }
    }
  }

  const journal: Journal = {
    objects,
    revision,
    get problem() {
      return problem;
    },
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

/** False when there is no room for it: the file as it was serves as well. */
function compact(path: string, objects: readonly KubeObject[], revision: number): boolean {
  const lines: Line[] = [{ revision }, ...objects.map((object) => ({ put: object }))];
  try {
    writeFileSync(`${path}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(`${path}.new`, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    return false;
  }
}
