import type { RunState } from '../../engine/state.ts';
import type { RoomLesson } from '../protocol/room-events.ts';
import { emptyTree, type IndexTree, valueAt } from './index-tree.ts';

/** All that is known of a room. Made from its log by `reduceRoom`, and by nothing else; plain data, as JSON has it. */
export interface RoomState {
  readonly room: string;
  /** The position of the last entry; 0 before the first. */
  readonly position: number;
  /** The number of the room's own last event. */
  readonly seq: number;
  /** Undefined until the room was opened. */
  readonly lesson?: RoomLesson;
  readonly openedAt: number;
  /** The last step that is open; null: everybody at their own pace. */
  readonly gate: string | null;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly catchUp: { readonly id: string; readonly step: string; readonly at: number } | null;
  /** In the order in which they came. */
  readonly learners: readonly Learner[];
  /** Where in `learners` one is, by their id. */
  readonly byId: IndexTree;
  /** The same by the ids of the runs that they came with. */
  readonly byRun: IndexTree;
  /** Those that are up, the one that went up first first. */
  readonly hands: readonly Hand[];
  readonly messages: readonly Message[];
  /** When each server of the room last said that it lives. */
  readonly servers: Readonly<Record<string, number>>;
}

export interface Learner {
  readonly id: string;
  /** Empty where it is not to be known. */
  readonly name: string;
  readonly joinedAt: number;
  /** The run that counts: the one that they came with last. */
  readonly run: string;
  /** All that they came with, in the order in which they first did. */
  readonly came: readonly string[];
  /**
   * These runs by their ids, as their own program has them, but without what they typed and what was
   * printed; times by the room's clock. One of which nothing was heard yet is not there.
   */
  readonly runs: Readonly<Record<string, RunState>>;
  /** When something last happened in it. */
  readonly activeAt: number;
  /** The server that they are connected to; null once they went. */
  readonly server: string | null;
  /** Since when that is so. */
  readonly serverAt: number;
  /** The step that failed last, and how many times in a row it did so for the same reason. */
  readonly failing: Failing | null;
  readonly nudge: { readonly id: string; readonly at: number } | null;
}

export interface Failing {
  readonly step: string;
  /** The check that was red and why, as ids. */
  readonly why: string;
  readonly times: number;
}

export interface Hand {
  readonly hand: string;
  readonly learner: string;
  readonly at: number;
  readonly step: string | null;
  /** What was run last, and the last lines that it printed, secrets masked. */
  readonly command: string;
  readonly output: readonly string[];
}

export interface Message {
  readonly id: string;
  readonly at: number;
  /** A learner, or null: all. */
  readonly to: string | null;
  readonly text: string;
}

/** The learner with this id. */
export function learnerOf({ learners, byId }: RoomState, id: string): Learner | undefined {
  return learners[valueAt(byId, id) ?? -1];
}

/** The learner who came with this run first. */
export function ownerOf({ learners, byRun }: RoomState, run: string): Learner | undefined {
  return learners[valueAt(byRun, run) ?? -1];
}

export function emptyRoom(room: string): RoomState {
  return {
    room,
    position: 0,
    seq: 0,
    openedAt: 0,
    gate: null,
    paused: false,
    ended: false,
    catchUp: null,
    learners: [],
    byId: emptyTree,
    byRun: emptyTree,
    hands: [],
    messages: [],
    servers: {},
  };
}
