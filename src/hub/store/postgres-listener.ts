import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Followers } from './followers.ts';

/** Where every append says which room it was for: `ID room`, ID being the log's that appended. */
const channel = 'pilotage_room';

/** How often to ask whether something was missed: a pooler between us passes no notifications, a firewall drops some. */
const askEvery = 2_000;

/** How long to wait before connecting again, at first and at most; in milliseconds. */
const pauses = { first: 100, most: 3_000 };

/** Says, in the transaction that stored something, to all who listen: there is more in these rooms. */
export async function notify(client: pg.ClientBase, id: string, rooms: readonly string[]): Promise<void> {
  await client.query('SELECT pg_notify($1, $2 || $3 || room) FROM unnest($4::text[]) AS room', [
    channel,
    id,
    ' ',
    rooms,
  ]);
}

/** Hears of what other servers store, over a connection of its own, which it makes again whenever it breaks. */
export class Listener {
  readonly #config: pg.ClientConfig;
  readonly #id: string;
  readonly #followers: Followers;
  readonly #closed = new AbortController();
  readonly #done: Promise<void>;

  constructor(config: pg.ClientConfig, id: string, followers: Followers) {
    this.#config = config;
    this.#id = id;
    this.#followers = followers;
    this.#done = this.#keepListening();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#done;
  }

  async #keepListening(): Promise<void> {
    const { signal } = this.#closed;
    for (let pause = pauses.first; !signal.aborted; pause = Math.min(2 * pause, pauses.most)) {
      const client = new pg.Client(this.#config);
      // What breaks a connection between two questions is an event; the next question would fail of it.
      client.on('error', () => {});
      try {
        await client.connect();
        pause = pauses.first;
        await this.#listen(client);
      } catch {
        // Said by whatever else is asked of the database; this one tries again.
      } finally {
        await client.end().catch(() => {});
      }
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }

  /** Ends, by throwing, when the connection does or when the log is closed. */
  async #listen(client: pg.Client): Promise<never> {
    const lost = new AbortController();
    client.once('end', () => lost.abort());
    client.on('notification', ({ payload = '' }) => {
      const [id, ...room] = payload.split(' ');
      if (id !== this.#id) this.#followers.tell([room.join(' ')]);
    });
    await client.query(`LISTEN ${channel}`);
    // What came while nobody listened.
    this.#followers.tell(this.#followers.rooms);
    const signal = AbortSignal.any([this.#closed.signal, lost.signal]);
    for (const seen = new Map<string, number>(); ; await sleep(askEvery, undefined, { signal })) {
      const { rows } = await client.query<{ room: string; position: number | null }>(
        `SELECT room, (SELECT max(position)::float8 FROM pilotage_entries e WHERE e.room = r.room) AS position
         FROM unnest($1::text[]) AS r (room)`,
        [this.#followers.rooms],
      );
      const more = rows.filter(({ room, position }) => position !== null && position !== seen.get(room));
      for (const { room, position } of more) seen.set(room, Number(position));
      this.#followers.tell(more.map(({ room }) => room));
    }
  }
}
