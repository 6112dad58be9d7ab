import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Entry, EventLog } from '../../../../src/hub/store/event-log.ts';
import { openLog, type Where } from '../../../../src/hub/store/open.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '../../../support/postgres.ts';

/** Somewhere for logs, empty at first. */
export interface Place {
  readonly where: Where;
  /** One more connection, which is closed after the test file. */
  open(): Promise<EventLog>;
}

/** The same bodies with each kind of database. */
export function onEachDatabase(bodies: (newPlace: () => Promise<Place>) => void): void {
  describe('in SQLite', () => bodies(placesFor(sqlite)));
  const missing = whyNoPostgres();
  describe.skipIf(missing !== undefined)(`in PostgreSQL${missing ? ` (${missing})` : ''}`, () =>
    bodies(placesFor(postgres)),
  );
}

/** Where a kind of database puts the next place, and how all of them go away. */
interface Kind extends AsyncDisposable {
  where(): Promise<Where>;
}

function placesFor(start: () => Promise<Kind>): () => Promise<Place> {
  let kind: Kind;
  const logs: EventLog[] = [];
  beforeAll(async () => {
    kind = await start();
  });
  afterAll(async () => {
    await Promise.all(logs.map((log) => log.close()));
    await kind[Symbol.asyncDispose]();
  });
  return async () => {
    const where = await kind.where();
    return {
      where,
      async open() {
        const log = await openLog(where);
        logs.push(log);
        return log;
      },
    };
  };
}

async function sqlite(): Promise<Kind> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-rooms-'));
  let places = 0;
  return {
    where: async () => ({ folder: join(folder, String(++places)) }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgres(): Promise<Kind> {
  const server: TestPostgres = await startPostgres();
  return {
    where: async () => ({ url: await server.database(), folder: '/nowhere' }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export function entry(room: string, source: string, seq: number, body: unknown = { seq }): Entry {
  return { room, source, seq, at: 1_700_000_000_000 + seq, body };
}

export function entries(room: string, source: string, from: number, to: number): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => entry(room, source, from + index));
}
