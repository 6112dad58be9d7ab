import type { GroupKind } from '../types.ts';
import type { RecordedChange } from './history.ts';

type Listener = (change: RecordedChange) => void;

/** Tells listeners of changes in the order in which they were made, also of those that a listener makes itself. */
export interface Dispatcher {
  /** Listens to one kind, or to all. Returns the call that ends it. */
  subscribe(kind: GroupKind | undefined, listener: Listener): () => void;
  dispatch(kind: GroupKind, change: RecordedChange): void;
}

export function createDispatcher(): Dispatcher {
  const listeners = new Map<GroupKind | undefined, Set<Listener>>();
  const waiting: { kind: GroupKind; change: RecordedChange }[] = [];
  let dispatching = false;

  return {
    subscribe(kind, listener) {
      // A wrapper of its own, so that one function can listen twice.
      const entry: Listener = (change) => listener(change);
      const set = listeners.get(kind) ?? new Set();
      listeners.set(kind, set.add(entry));
      return () => set.delete(entry);
    },
    dispatch(kind, change) {
      waiting.push({ kind, change });
      if (dispatching) return;
      dispatching = true;
      try {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          for (const listener of listeners.get(next.kind) ?? []) listener(next.change);
          for (const listener of listeners.get(undefined) ?? []) listener(next.change);
        }
      } finally {
        dispatching = false;
      }
    },
  };
}
