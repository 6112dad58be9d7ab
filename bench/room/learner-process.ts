/**
 * Learners in a process of their own: `learner-process OPTIONS` with the options as JSON. Each writes a journal as the
 * runner does, and the program's own client brings it to the room. What became of them is said at the end, as JSON.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askForPlace } from '../../src/hub/client/join.ts';
import { RoomLink } from '../../src/hub/client/link.ts';
import { Journal } from '../../src/runner/journal.ts';
import { breakNetwork, type Network } from './broken-network.ts';
import type { Course } from './journal.ts';
import { slowest } from './slowest.ts';

export interface LearnersOptions {
  readonly folder: string;
  readonly server: string;
  readonly code: string;
  readonly course: string;
  readonly learners: readonly string[];
  /** How many times as fast as real ones. */
  readonly speed: number;
  /** All of them have begun after so many milliseconds. */
  readonly arrive: number;
  /** The share of requests that fail. */
  readonly failing: number;
  /** The share of learners who lose the network, or end the program, for a while. */
  readonly leaving: number;
  /** Milliseconds after which what has not arrived counts as lost. */
  readonly patience: number;
}

export interface Gone {
  readonly run: string;
  /** When the learner was without the room: from, to. */
  readonly away: readonly (readonly [number, number])[];
}

const options = JSON.parse(process.argv[2] ?? '') as LearnersOptions;
const course = JSON.parse(readFileSync(options.course, 'utf8')) as Course;
const networkOf = breakNetwork(options.failing);
const gone = await Promise.all(options.learners.map((name) => networkOf((network) => learn(name, network))));
process.stdout.write(JSON.stringify(gone));

async function learn(name: string, network: Network): Promise<Gone> {
  await sleep(Math.random() * options.arrive);
  const run = `run-${name}`;
  const folder = join(options.folder, name);
  mkdirSync(folder);
  const files = { journal: join(folder, 'journal.jsonl'), mark: join(folder, 'room.json') };
  const membership = await untilDone(() =>
    askForPlace({ server: new URL(options.server), code: options.code }, name),
  );
  const { journal } = Journal.open(files.journal);
  const open = () => new RoomLink({ membership, run, ...files, mask: () => (text) => text });
  let link = open();
  const away: [number, number][] = [];

  const leave = async (at: number, ms: number, endsProgram: boolean) => {
    await sleep(at);
    const left = Date.now();
    network.off();
    if (endsProgram) await link.close(0);
    await sleep(ms);
    network.on();
    if (endsProgram) link = open();
    away.push([left, Date.now()]);
  };
  const length = (course.offsets.at(-1) ?? 0) / options.speed;
  const leaving =
    Math.random() < options.leaving
      ? leave(length * Math.random() * 0.7, length * (0.05 + Math.random() * 0.15), Math.random() < 0.5)
      : undefined;

  const began = Date.now();
  const pace = options.speed * (slowest + 2 * (1 - slowest) * Math.random());
  for (const [index, entry] of course.entries.entries()) {
    await sleep(Math.max(0, began + (course.offsets[index] ?? 0) / pace - Date.now()));
    const { seq: _, at: __, ...event } = entry;
    journal.append(event.type === 'run-started' ? { ...event, run } : event, new Date());
    link.poke();
  }
  await leaving;
  // The journal is not closed: that waits for the disk, and with it all learners of this process, who have one each.
  const deadline = Date.now() + options.patience;
  while (link.next <= course.entries.length && Date.now() < deadline) await sleep(100);
  await link.close(1_000);
  return { run, away };
}

/** As a learner does whose first try fails. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await sleep(500 + Math.random() * 500);
    }
  }
}
