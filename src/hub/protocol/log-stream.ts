import type { RoomEntry } from '../room/reduce.ts';
import type { RoomState } from '../room/state.ts';
import type { Role } from './protocol.ts';

/** The first that comes on the log's stream, and again where a reader was away for too long. */
export interface Snapshot {
  readonly role: Role;
  /** Milliseconds since the epoch, by the room's clock, which all times in it are by. */
  readonly now: number;
  readonly state: RoomState;
  /** What learners join with. */
  readonly code: string;
  /** Opens the room for those who help, and for the wall; the instructor alone gets these. */
  readonly tokens?: { readonly assistant: string; readonly projector: string };
}

/** What comes after it: entries for `reduceRoom`, in order. The id of the server-sent event is the last one's position. */
export interface Entries {
  readonly now: number;
  readonly entries: readonly RoomEntry[];
}
