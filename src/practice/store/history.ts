import { ApiError } from '../errors.ts';
import type { Change, GroupKind, KubeObject } from '../types.ts';

/** A change as a watch needs it: a selector may stop (or start) to match between `previous` and `object`. */
export interface RecordedChange extends Change {
  readonly previous: KubeObject | undefined;
  readonly revision: number;
}

/** The latest changes of every kind, for watches that resume. */
export interface History {
  record(kind: GroupKind, change: RecordedChange): void;
  /** @throws ApiError 410 Expired when changes after `revision` are no longer known. */
  since(kind: GroupKind, revision: number): RecordedChange[];
}

interface Log {
  changes: RecordedChange[];
  /** Every later change of the kind is in `changes`. */
  complete: number;
}

export function createHistory(options: { startsAt: number; length: number }): History {
  const logs = new Map<GroupKind, Log>();
  return {
    record(kind, change) {
      let log = logs.get(kind);
      if (!log) {
        log = { changes: [], complete: options.startsAt };
        logs.set(kind, log);
      }
      log.changes.push(change);
      if (log.changes.length < 2 * options.length) return;
      // Halved at once, as shifting one entry per change would move the whole array each time.
      const dropped = log.changes.splice(0, log.changes.length - options.length);
      log.complete = dropped.at(-1)?.revision ?? log.complete;
    },
    since(kind, revision) {
      const log = logs.get(kind);
      const complete = log?.complete ?? options.startsAt;
      if (revision < complete) {
        throw new ApiError(410, 'Expired', `too old resource version: ${revision} (${complete})`);
      }
      return log?.changes.filter((change) => change.revision > revision) ?? [];
    },
  };
}
