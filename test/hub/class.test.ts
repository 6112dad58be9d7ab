import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundled, bundle } from '../../bench/room/bundle.ts';
import { type ClassOptions, type ClassResult, playClass } from '../../bench/room/class.ts';
import { type Course, recordCourse } from '../../bench/room/journal.ts';
import { startPostgres, whyNoPostgres } from '../support/postgres.ts';
import { emptyCluster, uiLesson } from '../support/run.ts';

/** `npm run bench:room` in small: what it counts is held here, what it times is not. */
describe('a class on a bad day', { timeout: 120_000 }, () => {
  let course: Course;
  let programs: Bundled;
  const day = () => ({
    ...{ course, learners: 16, processes: 2, arrive: 300, patience: 60_000 },
    // A minute's lesson in two seconds, in which much goes wrong.
    ...{ speed: (course.offsets.at(-1) ?? 0) / 2_000, failing: 0.1, leaving: 0.3 },
  });
  beforeAll(async () => {
    [course, programs] = await Promise.all([
      recordCourse(uiLesson('straight'), emptyCluster),
      bundle('learner-process'),
    ]);
  });
  afterAll(() => programs[Symbol.asyncDispose]());

  it('arrives whole, although the server is killed twice', async () => {
    const kills = [0.3, 0.7].map((at) => ({ at, comesBack: true }));
    expectAll(await playClass(programs, { ...day(), servers: 1, kills }), day());
  });

  it('arrives whole over a slow link', async () => {
    const link = { delay: 100, loss: 0.05, resent: 200 };
    expectAll(await playClass(programs, { ...day(), servers: 1, kills: [], link }), day());
  });

  const missing = whyNoPostgres();
  const why = missing ? ` (${missing})` : '';
  it.skipIf(missing)(`arrives whole, although one of two servers is killed${why}`, async () => {
    await using postgres = await startPostgres();
    const url = await postgres.database();
    const kills = [{ at: 0.5, comesBack: false }];
    expectAll(await playClass(programs, { ...day(), url, servers: 2, kills }), day());
  });
});

function expectAll(
  result: ClassResult,
  { learners, course }: Pick<ClassOptions, 'learners' | 'course'>,
): void {
  const { events, lost, doubled, allLatencies } = result;
  expect({ events, lost, doubled, seen: allLatencies.length }).toEqual({
    ...{ events: learners * course.entries.length, lost: 0, doubled: 0 },
    seen: learners * course.entries.length,
  });
}
