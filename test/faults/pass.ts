import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../src/cluster/types.ts';
import { stepOf } from '../../src/engine/select.ts';
import { loadLesson } from '../../src/lesson/load.ts';
import type { Check } from '../../src/lesson/schema.ts';
import { playStep } from '../../src/runner/autopilot.ts';
import { Session } from '../../src/runner/session.ts';
import { root } from '../support/program.ts';
import { Board, inTurn, nameOf, standing } from './board.ts';
import type { Fault } from './catalogue.ts';
import { type Trial, tryFault } from './trial.ts';

/** Milliseconds that checks may take to say anything. */
const patience = 60_000;
/** How often a counter grows between two faults: one that stood still most of the time has no other pace. */
const growths = 3;

export interface PassOptions {
  /** Makes the cluster, which keeps what is the run's in that folder. */
  readonly clusterIn: (dir: string) => Cluster;
  /** Milliseconds of wall time within which the right checks must be red. */
  readonly longest: number;
  readonly tell: (trial: Trial) => void;
  /** Ends the pass after the fault that is being tried; nothing is left behind. */
  readonly signal: AbortSignal;
}

/** Goes through DockerCoins once, and tries each fault after its step. */
export async function tryFaults(faults: readonly Fault[], options: PassOptions): Promise<Trial[]> {
  const { clusterIn, longest, tell, signal } = options;
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-faults-'));
  const lesson = await loadLesson(join(root, 'lessons', 'dockercoins'));
  const cluster = clusterIn(join(dir, 'cluster'));
  const session = await Session.open({ lesson, cluster, dir: join(dir, 'run'), language: 'en' });
  const board = new Board();
  const context = inTurn(session.checkContext());
  const trials: Trial[] = [];
  try {
    const afters = faults.map(({ after }) => after);
    for (const { plan } of session.state.steps.filter(({ plan }) => plan.applies)) {
      if (!afters.some((after) => !isDone(session, after))) break;
      if (!(await playStep(session, plan.id, signal))) {
        throw new Error(`${plan.id} failed: ${JSON.stringify(stepOf(session.state, plan.id))}`);
      }
      watchLevels(session, plan.id, board);
      for (const fault of faults.filter(({ after }) => after === plan.id)) {
        signal.throwIfAborted();
        const trial = await inItsPlace(fault, session, board, () =>
          tryFault(fault, board, { ...context, variables: session.checkContext().variables }, longest),
        );
        trials.push(trial);
        tell(trial);
      }
    }
    return trials;
  } finally {
    board.close();
    await session.close();
    await cluster.reset();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isDone(session: Session, step: string): boolean {
  return stepOf(session.state, step)?.status === 'done';
}

/** What the step achieved, and must go on being so. Commands cost too much to be run all the time. */
function watchLevels(session: Session, step: string, board: Board): void {
  for (const check of session.step(step).checks ?? []) {
    if (check.once !== true && !('command' in check)) watch(session, step, check, board);
  }
}

function watch(session: Session, step: string, check: Check, board: Board) {
  const state = stepOf(session.state, step);
  return board.watch(step, check, inTurn(session.checkContext(state)), !isDone(session, step));
}

/** Lets the counters that finished steps watch go at their own pace again. */
async function settleCounters(session: Session, board: Board): Promise<void> {
  for (const { id, checks = [] } of session.lesson.file.steps) {
    if (!isDone(session, id)) continue;
    for (const check of checks.filter((one) => 'http' in one && one.rises !== undefined)) {
      for (let growth = 0; growth < growths; growth++) {
        // Who begins to look sees it green once it has grown.
        const grown = watch(session, id, check, board);
        await board.until(() => standing(grown) === 'green', patience);
        board.drop(grown);
      }
    }
  }
}

/** Watches, for this fault alone, the commands of finished steps and what it names of steps to come. */
async function inItsPlace(
  fault: Fault,
  session: Session,
  board: Board,
  trial: () => Promise<Trial>,
): Promise<Trial> {
  const named = [...fault.red.map(({ check }) => check), ...fault.also];
  const extra = session.lesson.file.steps.flatMap(({ id, checks = [] }) =>
    checks
      .filter((check) => !board.all.some(({ name }) => name === nameOf(id, check)))
      .filter((check) => named.some((name) => nameOf(id, check).startsWith(name)))
      .map((check) => watch(session, id, check, board)),
  );
  try {
    await board.until(() => board.all.every((one) => one.isAhead || standing(one) === 'green'), patience);
    await settleCounters(session, board);
    return await trial();
  } finally {
    for (const one of extra) board.drop(one);
  }
}
