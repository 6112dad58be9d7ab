/**
 * What a room bears: `npm run bench:room`, or `npm run bench:room -- idle page` for some of it. Classes of simulated
 * learners, which are the program's own client in several processes, go through DockerCoins.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { practiceCluster } from '../../src/practice/launch.ts';
import { whyNoBrowser } from '../../test/hub/support/browser.ts';
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts';
import { type Row, show } from '../measure.ts';
import { bundle } from './bundle.ts';
import { type ClassOptions, type ClassResult, playClass } from './class.ts';
import { type Course, recordCourse } from './journal.ts';
import { pageLatency } from './page/latency.ts';
import { slowest } from './slowest.ts';

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const root = join(import.meta.dirname, '..', '..');
execFileSync(process.execPath, ['build.ts', '--if-needed'], { cwd: root, stdio: 'inherit' });
const course = await recordCourse(join(root, 'lessons', 'dockercoins'), (dir) =>
  practiceCluster({ dir, speed: 5 }),
);
await using programs = await bundle('learner-process');
const three = { learners: 300, processes: 4, course, speed: 10, arrive: 20_000, patience: 60_000 };
const faults = { failing: 0.05, leaving: 0.1 };

if (isWanted('sqlite')) {
  const kills = [1, 2].map((third) => ({ at: third / 3, comesBack: true }));
  const result = await play({ ...three, ...faults, servers: 1, kills });
  show(classRows('300 learners, one server killed twice', result, { memory: 200, latency: 300 }));
}
if (isWanted('postgres')) {
  const missing = whyNoPostgres();
  if (missing) console.log(`two servers on one PostgreSQL: ${missing}`);
  else {
    await using postgres = await startPostgres();
    const url = await postgres.database();
    const kills = [{ at: 0.5, comesBack: false }];
    const result = await play({ ...three, ...faults, url, servers: 2, kills });
    show(classRows('300 learners, one of two servers killed', result, { memory: 200, latency: 300 }));
  }
}
if (isWanted('idle')) {
  const options = { ...quiet(3_000, 4), course: beginningOf(course) };
  const result = await play(options);
  show(classRows('3,000 idle learners', result, { memory: 400 }));
}
if (isWanted('slow')) {
  const link = { delay: 150, loss: 0.05, resent: 300 };
  const result = await play({ ...quiet(50, 2), course, speed: 20, link });
  show(classRows('50 learners behind a slow link', result, { latency: 2_000 }));
}
if (isWanted('page')) {
  const missing = whyNoBrowser();
  if (missing) console.log(`the room's page: ${missing}`);
  else show([await pageLatency()]);
}

/** A class, with what to expect of it: some take minutes, in which nothing is to be seen. */
function play(options: ClassOptions): Promise<ClassResult> {
  const { learners, arrive, speed, course } = options;
  const minutes = (arrive + (course.offsets.at(-1) ?? 0) / speed / slowest) / 60_000;
  console.error(`${learners} learners: ${minutes.toFixed(1)} minutes and what is late …`);
  return playClass(programs, options);
}

function quiet(learners: number, processes: number): Omit<ClassOptions, 'course'> {
  const calm = { failing: 0, leaving: 0, kills: [], servers: 1, arrive: 30_000, patience: 120_000 };
  return { ...calm, learners, processes, speed: 1 };
}

/** Until somebody has read the first page; and then a minute in which nothing happens. */
function beginningOf({ lesson, entries, offsets }: Course): Course {
  const last = entries.findIndex(({ type }) => type === 'step-opened') + 1;
  return { lesson, entries: entries.slice(0, last), offsets: [...offsets.slice(0, last - 1), 60_000] };
}

function classRows(what: string, result: ClassResult, most: { memory?: number; latency?: number }): Row[] {
  const { events, lost, doubled, latencies, allLatencies, cost, seconds } = result;
  const p = (list: readonly number[], share: number) => list[Math.floor(list.length * share)] ?? Number.NaN;
  const p95 = p(latencies, 0.95);
  const cores = cost.cpu / seconds;
  return [
    {
      text: `${what}: ${events} events, ${lost} lost, ${doubled} doubled`,
      promise: 'none',
      holds: lost + doubled === 0,
    },
    {
      text: `  from event to dashboard: ${p(latencies, 0.5)} ms, p95 ${p95} ms; with the absent and dead ones p95 ${p(allLatencies, 0.95)} ms`,
      promise: most.latency ? `p95 at most ${most.latency}` : 'for comparison',
      holds: p95 <= (most.latency ?? Number.POSITIVE_INFINITY),
    },
    {
      text: `  a server: ${cost.memory.toFixed(0)} MB at its peak, ${cores.toFixed(2)} cores`,
      promise: `at most ${most.memory ?? 200} MB and 1`,
      holds: cost.memory <= (most.memory ?? 200) && cores <= 1,
    },
  ];
}
