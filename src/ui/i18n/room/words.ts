/** What a learner is told of the room that they are in. */
export interface RoomWords {
  readonly keys: {
    readonly raise: string;
    readonly lower: string;
    readonly room: string;
    readonly catchUp: string;
  };
  /** In the header, beside the cluster: short. */
  readonly connected: string;
  readonly connecting: string;
  readonly offline: string;
  readonly refused: string;
  readonly ended: string;
  readonly handUp: string;
  /** Messages that were not read yet. */
  readonly unread: (messages: number) => string;

  /** Once, to whoever comes into a room. */
  readonly welcome: (name: string, key: string) => string;
  readonly awaits: (step: string) => string;
  readonly paused: string;
  readonly goesOn: string;
  readonly opened: (step: string) => string;
  readonly free: string;
  readonly message: (text: string, toAll: boolean) => string;
  readonly nudge: (hand: string) => string;
  /** Everyone is called to a step; `key` takes one there. */
  readonly called: (step: string, key: string) => string;
  readonly roomEnded: string;
  readonly raised: (before: number | undefined) => string;
  readonly lowered: string;
  /** The instructor took it down. */
  readonly taken: string;

  readonly title: string;
  readonly stateConnected: string;
  readonly stateOffline: string;
  readonly stateRefused: string;
  readonly pace: (step: string | undefined) => string;
  /** How many raised hands are before one's own; undefined where the room does not have it yet. */
  readonly hand: (before: number | undefined) => string;
  readonly messagesTitle: string;
  readonly noMessages: string;
  readonly toYou: string;
  readonly toAll: string;
  readonly sentTitle: string;
  /** What leaves the machine, as paragraphs. */
  readonly sent: readonly string[];
  readonly unsent: (events: number) => string;
}
