/** The room that a run is a part of, as its screen needs it. Whoever starts the screen brings one along. */
export interface ClassRoom {
  /** The learner's own. */
  readonly name: string;
  /** The command that goes on with the run, in this room. */
  readonly again: string;
  readonly connection: 'connecting' | 'connected' | 'offline' | 'refused';
  /** What the room told last; undefined before it did. */
  readonly view: RoomView | undefined;
  readonly handUp: boolean;
  /** Events of the run that the room does not have yet. */
  readonly unsent: number;
  /** Calls back whenever one of these is another. Returns the call that ends it. */
  subscribe(listener: () => void): () => void;
  /** A message or nudge was read, or is; kept for the next start. */
  seen(ids: readonly string[]): void;
  isSeen(id: string): boolean;
  raiseHand(): void;
  lowerHand(): void;
}

export interface RoomView {
  /** The last step that is open; null: all are. */
  readonly gate: string | null;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly messages: readonly RoomMessage[];
  readonly nudge: { readonly id: string; readonly at: number } | null;
  /** The step that everyone is called to. */
  readonly catchUp: { readonly id: string; readonly step: string } | null;
  /** How many raised hands are before the learner's own. */
  readonly hand: { readonly before: number } | null;
}

export interface RoomMessage {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly toAll: boolean;
}
