/** The version of what is said over the wire; it is part of every path and every body. */
export const protocolVersion = 1;

const base = `/api/v${protocolVersion}`;

/** Where a room server answers. One server is one room, so that no path names it. */
export const paths = {
  /** POST a `JoinRequest`: a learner's token for the join code; or, with that token, another run of the same learner. */
  join: `${base}/join`,
  /** POST an `EventsRequest`, as the learner. */
  events: `${base}/events`,
  /** GET server-sent events `view`, as the learner: all that they must know of the room, whenever that changes. */
  view: `${base}/view`,
  /** POST a `HandRequest`, as the learner. */
  hand: `${base}/hand`,
  /** GET server-sent events `snapshot` and `entries`, as the instructor, an assistant or a projector. */
  log: `${base}/log`,
  /** GET the same `Snapshot` once. */
  state: `${base}/state`,
  /** POST a `CommandRequest`, as the instructor or an assistant. */
  commands: `${base}/commands`,
  /** GET with the join code behind it: the address that a QR code has. */
  invitation: '/j',
  /** GET: the process answers. */
  live: '/livez',
  /** GET: its storage answers, too. */
  ready: '/readyz',
} as const;

/** Who somebody is, by their token. A learner writes their own events and reads nobody's. */
export const roles = ['instructor', 'assistant', 'projector', 'learner'] as const;
export type Role = (typeof roles)[number];

/** What the room takes of anybody; more is refused, or cut where a text is too long. */
export const limits = {
  name: 40,
  /** Characters of a message to learners. */
  message: 1000,
  /** Events in one request, and bytes of any request. */
  batch: 200,
  body: 256 * 1024,
  /** Characters of one value in a reason. */
  value: 300,
  /** Lines of output that come with a raised hand, and characters of each. */
  outputLines: 40,
  outputLine: 400,
  learners: 5000,
  runsOfLearner: 20,
  eventsOfRun: 50_000,
  /** The latest messages that a learner's view holds. */
  messagesShown: 20,
} as const;

/** Milliseconds between signs of life on a stream on which nothing happens: proxies close what is silent for a minute. */
export const heartbeat = 15_000;
