import type { ClusterNote } from '../../cluster/types.ts';
import type { Session } from '../../runner/session.ts';
import type { Messages } from '../i18n/messages.ts';

/** What was chosen for the run's cluster, in words: a sentence or two a note. */
export function sayNotes(notes: readonly ClusterNote[], say: Messages): string[] {
  return notes.map((note) => {
    const text = say.clusterNotes[note.id] as (params: ClusterNote['params']) => string;
    return text(note.params);
  });
}

/** Gives the notes that it has not given before: some are known only once a step has started the cluster. */
export function newNotes(session: Session): () => readonly ClusterNote[] {
  const told = new Set<string>();
  return () =>
    session.cluster.notes().filter((note) => {
      const key = JSON.stringify(note);
      return !told.has(key) && told.add(key);
    });
}
