import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { RoomKeys } from '../../src/hub/server/keys.ts';
import { openLog } from '../../src/hub/store/open.ts';
import type { Bundled } from './bundle.ts';
import type { Course } from './journal.ts';
import type { Gone, LearnersOptions } from './learner-process.ts';
import { type Link, startRelay } from './relay.ts';
import { type BenchServer, type Cost, startServer } from './server.ts';
import { type Seen, watchRoom } from './watch.ts';

export interface ClassOptions
  extends Pick<LearnersOptions, 'speed' | 'arrive' | 'failing' | 'leaving' | 'patience'> {
  /** The address of a PostgreSQL; otherwise rooms are in a file. */
  readonly url?: string;
  readonly servers: number;
  readonly learners: number;
  /** The processes that the learners are in. */
  readonly processes: number;
  readonly course: Course;
  /** When servers are killed with -9, each the next one: as shares of what there is to see, and whether it comes back. */
  readonly kills: readonly { readonly at: number; readonly comesBack: boolean }[];
  /** What is between the learners and the servers. */
  readonly link?: Link;
}

export interface ClassResult {
  readonly events: number;
  /** Of those, the ones that the log does not have; and those that the dashboard got twice or in a wrong order. */
  readonly lost: number;
  readonly doubled: number;
  /** Milliseconds from event to dashboard, of what happened while its learner and the servers were there. */
  readonly latencies: readonly number[];
  /** The same of everything. */
  readonly allLatencies: readonly number[];
  /** The dearest of the servers. */
  readonly cost: Cost;
  readonly seconds: number;
  /** How many times the dashboard had to connect, and took the whole state. */
  readonly connections: number;
  readonly snapshots: number;
}

const run = promisify(execFile);
const room = 'class';
const secret = 'only for this class, and nobody else';

/** A whole class goes through a course, with what goes wrong in one. */
export async function playClass(programs: Bundled, options: ClassOptions): Promise<ClassResult> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotage-class-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const servers: BenchServer[] = [];
  for (let count = 0; count < options.servers; count++) {
    const { lesson } = options.course;
    servers.push(stack.use(await startServer({ home: folder, url: options.url, lesson, room, secret })));
  }
  const ports = servers.map(({ port }) => port);
  const between =
    options.link || options.servers > 1 ? stack.use(await startRelay(ports, options.link)) : servers[0];
  const keys = new RoomKeys(room, secret);
  const front = stack.use(await startRelay(ports));
  const watch = watchRoom(() => front.port, keys.tokenOf('instructor'));
  stack.defer(() => watch.stop());
  const course = join(folder, 'course.json');
  await writeFile(course, JSON.stringify(options.course));

  const began = Date.now();
  const all = options.learners * options.course.entries.length;
  const down: [number, number][] = [];
  // Where a process of learners ends badly, or what is waited for does not come, nothing goes on beside it.
  const over = new AbortController();
  stack.defer(() => over.abort());
  const killing = (async () => {
    for (const [index, { at, comesBack }] of options.kills.entries()) {
      while (watch.seen.length < at * all && !over.signal.aborted) await sleep(20);
      if (over.signal.aborted) return;
      const server = servers[index % servers.length] as BenchServer;
      const from = Date.now();
      await server.kill();
      if (comesBack) await server.start();
      down.push([from, Date.now()]);
    }
  })();
  const names = Array.from({ length: options.learners }, (_, index) => `learner-${index}`);
  const groups = Array.from({ length: options.processes }, (_, index) =>
    names.filter((__, learner) => learner % options.processes === index),
  );
  const gone = (
    await Promise.all(
      groups.map(async (learners) => {
        const { speed, arrive, failing, leaving, patience } = options;
        const given: LearnersOptions = {
          ...{ folder, course, learners, speed, arrive, failing, leaving, patience },
          ...{ server: `http://127.0.0.1:${between?.port}`, code: keys.code },
        };
        const program = programs.program('learner-process');
        const { stdout } = await run(process.execPath, [program, JSON.stringify(given)], {
          maxBuffer: 64 * 1024 * 1024,
          signal: over.signal,
        });
        return JSON.parse(stdout) as Gone[];
      }),
    )
  ).flat();
  const overdue = setTimeout(() => over.abort(), options.patience);
  await killing;
  while (watch.seen.length < all && !over.signal.aborted) await sleep(20);
  clearTimeout(overdue);
  await watch.stop();
  const seconds = (Date.now() - began) / 1_000;
  const costs = servers.map((server) => server.cost());
  const away = new Map(gone.map((learner) => [learner.run, [...learner.away, ...down]]));
  return {
    events: all,
    lost: await countLost(
      { url: options.url, folder: join(folder, 'rooms') },
      gone,
      options.course.entries.length,
    ),
    doubled: watch.doubled,
    latencies: late(watch.seen.filter(({ run: id, at }) => !within(at, away.get(id) ?? []))),
    allLatencies: late(watch.seen),
    cost: {
      memory: Math.max(...costs.map(({ memory }) => memory)),
      cpu: Math.max(...costs.map(({ cpu }) => cpu)),
    },
    seconds,
    connections: watch.connections,
    snapshots: watch.snapshots,
  };
}

/** Events of which the log does not have each number. A number is there once, or not at all. */
async function countLost(
  where: Parameters<typeof openLog>[0],
  gone: readonly Gone[],
  events: number,
): Promise<number> {
  const log = await openLog(where);
  const stored = new Map<string, Set<number>>();
  for (let after = 0; ; ) {
    const entries = await log.read(room, after, 5_000);
    for (const { source, seq } of entries) stored.set(source, (stored.get(source) ?? new Set()).add(seq));
    after = entries.at(-1)?.position ?? after;
    if (entries.length < 5_000) break;
  }
  await log.close();
  let lost = 0;
  for (const { run: id } of gone) {
    for (let seq = 1; seq <= events; seq++) if (!stored.get(id)?.has(seq)) lost++;
  }
  return lost;
}

function within(at: number, times: readonly (readonly [number, number])[]): boolean {
  return times.some(([from, to]) => at >= from && at <= to);
}

function late(seen: readonly Seen[]): number[] {
  return seen.map(({ at, seen: here }) => here - at).sort((a, b) => a - b);
}
