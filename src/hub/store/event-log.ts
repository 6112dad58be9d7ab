/** What a room itself says (gates, messages, pace) has this source; everything else comes from a run, and has its id. */
export const roomSource = 'room';

/** What happened in a room. Its identity is (room, source, seq): whoever sends it again sends the same thing. */
export interface Entry {
  readonly room: string;
  /** A run's id, or `roomSource`. */
  readonly source: string;
  /** 1 or more, rising within its source; numbers may be missing, because not everything leaves a learner's machine. */
  readonly seq: number;
  /** Milliseconds since the epoch, by the clock of whoever it happened to, which may be wrong. */
  readonly at: number;
  /** Anything that JSON can say. */
  readonly body: unknown;
}

export interface StoredEntry extends Entry {
  /**
   * Rises within a room in the order of storing, with gaps. Once a reader has seen one, no lower one appears in that
   * room any more, whoever writes: "what is after the last that I saw" misses nothing.
   */
  readonly position: number;
  /** Milliseconds since the epoch, by the clock of the server that stored it. */
  readonly received: number;
}

export interface RoomSummary {
  readonly room: string;
  readonly entries: number;
  readonly sources: number;
  /** When its first and last entries were received. */
  readonly first: number;
  readonly last: number;
}

/** The append-only log of all rooms of a server, or of several servers that share one database. */
export interface EventLog {
  /**
   * Stores all entries or, if it rejects, perhaps none and perhaps all: sending them again is always right. They
   * survive a `kill -9` of anything once it has resolved; in PostgreSQL also a loss of power.
   *
   * @returns those that were new, in the order given. One whose identity is known already is left out, whatever its
   * body; so two servers that both say the room's number 7 find out which of them did.
   * @throws RangeError when an entry cannot be stored by any log (an empty name, a seq of 0); nothing is stored then.
   */
  append(entries: readonly Entry[]): Promise<StoredEntry[]>;
  /** At most `limit` entries whose position is higher than `after` (0 for all), lowest first. */
  read(room: string, after: number, limit: number): Promise<StoredEntry[]>;
  /** The highest seq of each source that the room has anything of. */
  heads(room: string): Promise<Map<string, number>>;
  /**
   * Calls `more` soon after something was stored in a room, by whomever, and now and then for nothing; several
   * appends may come to one call. Nothing between `follow` and a first `read` is missed.
   *
   * @returns what ends it.
   */
  follow(room: string, more: () => void): () => void;
  rooms(): Promise<RoomSummary[]>;
  /** Deletes a room and all that was said in it. @returns how many entries that were. */
  remove(room: string): Promise<number>;
  /** Deletes the rooms in which nothing was received since `time` (milliseconds since the epoch), as `remove` does. */
  removeOlderThan(time: number): Promise<number>;
  /** Waits for what was begun; whatever is asked afterwards is refused. */
  close(): Promise<void>;
}
