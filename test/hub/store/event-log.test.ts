import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventLog, StoredEntry } from '../../../src/hub/store/event-log.ts';
import type { Where } from '../../../src/hub/store/open.ts';
import { entries, entry, onEachDatabase, type Place } from './support/places.ts';
import { Reader } from './support/reader.ts';

const patience = 60_000;

onEachDatabase((newPlace) => {
  let place: Place;
  let log: EventLog;
  beforeAll(async () => {
    place = await newPlace();
    log = await place.open();
  });

  describe('append', () => {
    it('stores what is new, whatever is sent again', async () => {
      expect(numbers(await log.append(entries('again', 'run-1', 1, 3)))).toEqual([1, 2, 3]);
      expect(numbers(await log.append(entries('again', 'run-1', 2, 5)))).toEqual([4, 5]);
      expect(numbers(await log.append(entries('again', 'run-1', 1, 5)))).toEqual([]);
      expect(numbers(await log.read('again', 0, 100))).toEqual([1, 2, 3, 4, 5]);
      expect(await log.heads('again')).toEqual(new Map([['run-1', 5]]));
    });

    it('keeps the first of two with one identity, also within a batch', async () => {
      const both = [entry('twice', 'run-1', 1, 'first'), entry('twice', 'run-1', 1, 'second')];
      expect((await log.append(both)).map(({ body }) => body)).toEqual(['first']);
      expect(await log.append([entry('twice', 'run-1', 1, 'third')])).toEqual([]);
      expect((await log.read('twice', 0, 100)).map(({ body }) => body)).toEqual(['first']);
    });

    it('lets one of two servers say a number', async () => {
      const other = await place.open();
      const said = await Promise.all(
        [log, other].map((server, index) => server.append([entry('duel', 'room', 1, index)])),
      );
      expect(said.flat()).toHaveLength(1);
      expect(await log.read('duel', 0, 100)).toEqual(said.flat());
    });

    it('gives back what it stored, in the order given', async () => {
      const before = Date.now();
      const stored = await log.append([
        entry('order', 'b', 2),
        entry('order', 'a', 7),
        entry('order', 'b', 1),
      ]);
      expect(stored.map(({ source, seq }) => `${source}${seq}`)).toEqual(['b2', 'a7', 'b1']);
      expect(positions(stored)).toEqual(rising(positions(stored)));
      for (const { received } of stored) expect(received).toBeGreaterThanOrEqual(before);
      expect(await log.read('order', 0, 100)).toEqual(stored);
    });

    it('keeps whatever JSON can say', async () => {
      const bodies = [
        'NUL \0, escape \u001b[31m, half a pair \ud83d, <b>"quoted"</b> \\',
        { 'кириллица 中文 👩‍🏫': [null, true, -0.1, 1e300, [], {}] },
        null,
        'x'.repeat(200_000),
      ];
      const stored = await log.append(bodies.map((body, index) => entry('bodies', 'run', index + 1, body)));
      expect(stored.map(({ body }) => body)).toEqual(bodies);
      expect(await log.read('bodies', 0, 100)).toEqual(stored);
    });

    it('keeps names that mean something elsewhere', async () => {
      const names = ["'; DROP TABLE entries --", '../..', '%_', 'ROOM', 'room ', '{a,"b"}', 'ж'.repeat(200)];
      await log.append(names.flatMap((name) => [entry(name, name, 1), entry('names', name, 1)]));
      for (const name of names) expect(await log.heads(name)).toEqual(new Map([[name, 1]]));
      expect([...(await log.heads('names')).keys()].sort()).toEqual([...names].sort());
    });

    it.each([
      ['no room', { room: '' }],
      ['a room with a NUL', { room: 'a\0b' }],
      ['a source that is too long', { source: 'x'.repeat(201) }],
      ['number 0', { seq: 0 }],
      ['a number that is none', { seq: 1.5 }],
      ['no time', { at: Number.NaN }],
      ['no body', { body: undefined }],
    ])('refuses an entry with %s, and all that comes with it', async (_, wrong) => {
      const batch = [entry('refused', 'run', 1), { ...entry('refused', 'run', 2), ...wrong }];
      await expect(log.append(batch)).rejects.toThrow(RangeError);
      expect(await log.read('refused', 0, 100)).toEqual([]);
    });

    it('has room for many at once', async () => {
      const all = Array.from({ length: 60 }, (_, run) => entries('many', `run-${run}`, 1, 50));
      const stored = await Promise.all(all.map((batch) => log.append(batch)));
      expect(stored.map(({ length }) => length)).toEqual(all.map(() => 50));
      expect(await log.read('many', 0, 5_000)).toHaveLength(3_000);
    });
  });

  describe('read', () => {
    it('goes on after a position, as far as it is told', async () => {
      await log.append(entries('pages', 'run', 1, 10));
      await log.append(entries('another', 'run', 1, 10));
      const first = await log.read('pages', 0, 4);
      expect(numbers(first)).toEqual([1, 2, 3, 4]);
      expect(numbers(await log.read('pages', first[3]?.position ?? 0, 100))).toEqual([5, 6, 7, 8, 9, 10]);
      expect(await log.read('nobody was here', 0, 100)).toEqual([]);
    });

    it('shows each reader everything once, in one order, whoever writes', { timeout: patience }, async () => {
      const writers = [log, await place.open(), await place.open()];
      let round = 0;
      await fc.assert(
        fc.asyncProperty(batches(writers.length), async (plan) => {
          const room = `property-${++round}`;
          const readers = writers.map((server) => new Reader(server, room));
          const stored = await Promise.all(
            plan.map(({ writer, source, from, length }) =>
              (writers[writer] as EventLog).append(entries(room, source, from, from + length - 1)),
            ),
          );
          const wanted = new Set(
            plan.flatMap(({ source, from, length }) =>
              entries(room, source, from, from + length - 1).map((each) => identity(each)),
            ),
          );
          await Promise.all(readers.map((reader) => reader.until(wanted.size)));
          for (const reader of readers) {
            await reader.stop();
            expect(positions(reader.seen)).toEqual(rising(positions(reader.seen)));
            expect(new Set(reader.seen.map(identity))).toEqual(wanted);
          }
          const byPosition = stored.flat().sort((a, b) => a.position - b.position);
          expect(readers[0]?.seen).toEqual(byPosition);
        }),
        { numRuns: 15 },
      );
    });

    it('shows what several processes write, each entry once, in one order', {
      timeout: patience,
    }, async () => {
      const reader = new Reader(log, 'processes');
      const others = ['a', 'b', 'c'].map((own) => appender(place.where, 'processes', 60, own, 'shared'));
      await Promise.all(others.map(({ ended }) => ended));
      await reader.until(240);
      await reader.stop();
      expect(positions(reader.seen)).toEqual(rising(positions(reader.seen)));
      for (const source of ['a', 'b', 'c', 'shared']) {
        const seqs = numbers(reader.seen.filter((each) => each.source === source));
        expect(seqs).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
      }
    });
  });

  it('loses nothing that it said it had, when it is killed', { timeout: patience }, async () => {
    const { process, acknowledged, ended } = appender(place.where, 'killed', 1_000_000, 'run');
    await acknowledged(30);
    process.kill('SIGKILL');
    const last = await ended;
    const stored = numbers(await log.read('killed', 0, 1_000_000));
    expect(last).toBeGreaterThanOrEqual(30);
    expect(stored.length).toBeGreaterThanOrEqual(last);
    expect(stored).toEqual(stored.map((_, index) => index + 1));
    expect(numbers(await log.append(entries('killed', 'run', 1, stored.length + 1)))).toEqual([
      stored.length + 1,
    ]);
  });

  describe('follow', () => {
    it('tells of what another connection stored, and of one room only', { timeout: patience }, async () => {
      const other = await place.open();
      const reader = new Reader(other, 'followed');
      await log.append(entries('followed', 'run', 1, 2));
      await reader.until(2);
      await log.append(entries('not followed', 'run', 1, 2));
      await log.append(entries('followed', 'run', 3, 3));
      await reader.until(3);
      await reader.stop();
      expect(numbers(reader.seen)).toEqual([1, 2, 3]);
    });

    it('tells nobody who has ended it', async () => {
      let told = 0;
      const more = () => told++;
      const end = log.follow('ended', more);
      const endOther = log.follow('ended', more);
      end();
      end();
      const before = told;
      await log.append([entry('ended', 'run', 1)]);
      const still = told;
      endOther();
      await log.append([entry('ended', 'run', 2)]);
      expect([still > before, told]).toEqual([true, still]);
    });
  });

  describe('removal', () => {
    it('takes a room away, and leaves the others', async () => {
      await log.append([...entries('gone', 'run-1', 1, 3), ...entries('gone', 'room', 1, 2)]);
      const [last] = await log.append([entry('stays', 'run-1', 1)]);
      const summary = (await log.rooms()).find(({ room }) => room === 'gone');
      expect(summary).toEqual({
        room: 'gone',
        entries: 5,
        sources: 2,
        first: expect.any(Number),
        last: expect.any(Number),
      });
      expect(await log.remove('gone')).toBe(5);
      expect(await log.remove('gone')).toBe(0);
      expect(await log.read('gone', 0, 100)).toEqual([]);
      expect((await log.rooms()).map(({ room }) => room)).not.toContain('gone');
      expect(await log.read('stays', 0, 100)).toEqual([last]);
      // A reader that was there before sees what comes later.
      const [again] = await log.append([entry('gone', 'run-1', 1)]);
      expect(again?.position).toBeGreaterThan(last?.position ?? Number.POSITIVE_INFINITY);
    });

    it('takes away what nobody has written to since', async () => {
      const own = await (await newPlace()).open();
      await own.append(entries('old', 'run', 1, 3));
      const [old] = await own.rooms();
      await expect.poll(() => Date.now()).toBeGreaterThan(old?.last ?? 0);
      const between = Date.now();
      // Learners' clocks are wrong: what counts is when it came.
      await own.append([{ ...entry('new', 'run', 1), at: 0 }]);
      expect(await own.removeOlderThan(old?.last ?? 0)).toBe(0);
      expect(await own.removeOlderThan(between)).toBe(3);
      expect((await own.rooms()).map(({ room }) => room)).toEqual(['new']);
    });
  });

  it('finishes what was begun when it is closed, and refuses what comes later', async () => {
    const own = await place.open();
    const begun = own.append([entry('closed', 'run', 1)]);
    await own.close();
    expect(numbers(await begun)).toEqual([1]);
    await expect(own.append([entry('closed', 'run', 2)])).rejects.toThrow();
    await expect(own.read('closed', 0, 100)).rejects.toThrow();
    await own.close();
    expect(numbers(await log.read('closed', 0, 100))).toEqual([1]);
  });
});

function batches(writers: number) {
  return fc.array(
    fc.record({
      writer: fc.nat(writers - 1),
      source: fc.constantFrom('run-1', 'run-2', 'room'),
      from: fc.integer({ min: 1, max: 12 }),
      length: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 1, maxLength: 16 },
  );
}

/** Another process that appends; `ended` is the last number that it was promised. */
function appender(where: Where, room: string, count: number, ...sources: string[]) {
  const script = join(import.meta.dirname, 'support', 'appender.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(where), room, String(count), ...sources], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let last = 0;
  let changed = Promise.withResolvers<void>();
  const read = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      last = Number(line);
      changed.resolve();
      changed = Promise.withResolvers();
    }
  })();
  return {
    process: child,
    async acknowledged(seq: number) {
      while (last < seq) await changed.promise;
    },
    ended: (async () => {
      await Promise.all([exited, read]);
      return last;
    })(),
  };
}

const numbers = (list: readonly { seq: number }[]) => list.map(({ seq }) => seq);
const positions = (list: readonly StoredEntry[]) => list.map(({ position }) => position);
const rising = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b);
const identity = ({ source, seq }: { source: string; seq: number }) => `${source} ${seq}`;
