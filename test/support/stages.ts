import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import stripAnsi from 'strip-ansi';
import type { Language } from '../../src/base/languages.ts';
import type { Cluster } from '../../src/cluster/types.ts';
import { changesOf } from '../../src/engine/changes.ts';
import { currentStep, isBusy, lostSteps } from '../../src/engine/select.ts';
import { practiceCluster } from '../../src/practice/launch.ts';
import type { Session } from '../../src/runner/session.ts';
import type { Row } from '../../src/ui/frame.ts';
import { type Press, press } from '../../src/ui/keys/key.ts';
import { type Host, RunController } from '../../src/ui/run/controller.ts';
import type { RoomView } from '../../src/ui/run/room/class-room.ts';
import { classRoom } from './class-room.ts';
import { emptyCluster, openRun, type TestRun, uiLesson } from './run.ts';

/** A state that the screen of a run can be in: a run that has come so far, and the keys from its step to the screen. */
export interface Stage {
  readonly name: string;
  readonly lesson: string;
  /** The step that is opened first. */
  readonly at?: string;
  readonly prepare?: (session: Session) => Promise<void>;
  readonly keys?: readonly Move[];
  readonly tour?: boolean;
  /** What the room that it is in says; without one it is in none. */
  readonly room?: Partial<RoomView>;
  /** It needs a cluster with the workload `web`. */
  readonly cluster?: boolean;
  /** There must be room for the cluster beside the step. */
  readonly wide?: boolean;
}

/** A key, or the patience until the cluster is seen. */
type Move = Press | 'the cluster is seen';

export const enter = press('', { return: true });
const tab = press('', { tab: true });
const seen = 'the cluster is seen';
export const letters = (text: string): Press[] => [...text].map((input) => press(input));

async function settled(session: Session): Promise<void> {
  const isMoving = () => {
    const step = currentStep(session.state);
    return isBusy(step) || step?.status === 'checking';
  };
  while (isMoving()) await wait(5);
}

async function runs(session: Session): Promise<void> {
  session.run();
  await settled(session);
}

/** The step's command prints something, and does not end. */
async function goesOn(session: Session): Promise<void> {
  session.run('echo begun; sleep 300');
  while (session.output(session.state.current ?? '').total === 0) await wait(5);
}

/** Two finished steps, of which the second does not hold any more. */
async function loses(session: Session): Promise<void> {
  for (let step = 0; step < 2; step++) {
    await runs(session);
    session.next();
  }
  const file = join(session.workDir, 'two.txt');
  if (!existsSync(file)) throw new Error('the step has not made its file');
  rmSync(file);
  // A look that has not come to its end in that time tells nothing.
  while (lostSteps(session.state).length === 0) await session.probe(50);
}

async function isSeen(session: Session): Promise<void> {
  while (currentStep(session.state)?.verdicts.some(({ verdict }) => verdict === 'pending')) await wait(5);
}

export const stages: readonly Stage[] = [
  { name: 'the tour', lesson: 'tour', tour: true },
  { name: 'a step that is read', lesson: 'tour' },
  { name: 'a hint', lesson: 'tour', prepare: async (session) => session.hint() },
  { name: 'a step that is done', lesson: 'tour', prepare: runs },
  { name: 'an exercise', lesson: 'tour', at: 'your-turn', prepare: isSeen },
  { name: 'a step that failed', lesson: 'tour', at: 'fails', prepare: runs },
  { name: 'a command that runs', lesson: 'tour', prepare: goesOn },
  { name: 'a step without a command', lesson: 'tour', at: 'read' },
  { name: 'a step that no longer holds', lesson: 'straight', prepare: loses },
  { name: 'a guess', lesson: 'questions' },
  { name: 'a question', lesson: 'questions', at: 'quiz', prepare: runs },
  { name: 'much output', lesson: 'output', at: 'colours', prepare: runs },
  { name: 'many checks', lesson: 'output', at: 'many-checks', prepare: isSeen },
  {
    name: 'a step in a class',
    lesson: 'tour',
    prepare: waits,
    room: { gate: 'hello' },
    keys: letters('g'),
  },
  {
    name: 'a call to another step',
    lesson: 'tour',
    room: { catchUp: { id: 'c1', step: 'your-turn' } },
    keys: letters('g'),
  },
  { name: 'the class', lesson: 'tour', room: { gate: 'hello' }, keys: letters('Hi') },
  { name: 'editing', lesson: 'tour', prepare: runs, keys: letters('e') },
  { name: 'the prompt', lesson: 'tour', prepare: runs, keys: letters(':echo mine') },
  { name: 'typing a search', lesson: 'output', at: 'colours', prepare: runs, keys: letters('/line') },
  { name: 'searching', lesson: 'output', at: 'colours', prepare: runs, keys: [...letters('/line 1'), enter] },
  { name: 'the help', lesson: 'tour', keys: letters('?') },
  { name: 'why not', lesson: 'tour', at: 'fails', prepare: runs, keys: letters('w') },
  { name: 'the steps', lesson: 'tour', prepare: runs, keys: letters('o') },
  { name: 'the steps while a command runs', lesson: 'tour', prepare: goesOn, keys: letters('o') },
  { name: 'a jump', lesson: 'questions', keys: [...letters('ojj'), enter] },
  { name: 'a way back', lesson: 'tour', prepare: runs, keys: letters('ou') },
  { name: 'a new start', lesson: 'tour', prepare: runs, keys: letters('oR') },
  { name: 'under way', lesson: 'journey', keys: [...letters('ojj'), enter, enter] },
  { name: 'the last page, with open steps', lesson: 'tour', at: 'read', keys: [enter] },
  { name: 'the last page', lesson: 'straight', prepare: skipsAll, keys: letters('x') },
  ...(
    [
      ['a step of a cluster', []],
      ['the cluster beside', [tab, tab, seen]],
      ['the cluster', [press('c'), seen]],
      ['an object', [press('c'), seen, enter]],
      ['the help over an object', [press('c'), seen, enter, press('?')]],
    ] as const
  ).map(([name, keys]) => ({
    name,
    lesson: 'rollout',
    at: 'create',
    cluster: true,
    wide: name === 'the cluster beside',
    prepare: isSeen,
    keys,
  })),
  {
    name: 'the changes',
    lesson: 'rollout',
    at: 'create',
    cluster: true,
    prepare: labels,
    keys: letters('d'),
  },
];

/** Has done all that the class has come to. */
async function waits(session: Session): Promise<void> {
  session.limit('hello');
  await runs(session);
}

/** Changes something in the cluster, each time anew. */
async function labels(session: Session): Promise<void> {
  session.run('kubectl label service web stage=$RANDOM$RANDOM --overwrite');
  while (session.state.steps.every((step) => changesOf(step).length === 0)) await wait(5);
  await settled(session);
}

/** But for the last one. */
async function skipsAll(session: Session): Promise<void> {
  while (session.state.steps.at(-1)?.plan.id !== session.state.current) session.skip();
}

/** Rows as text, whatever moves in them at its beginning. */
export function textOf(rows: readonly Row[]): string[] {
  return rows.map((row) => stripAnsi(typeof row === 'string' ? row : `${row.before}* ${row.after(0)}`));
}

/** A stage that was set up. */
export class SetStage {
  readonly #stage: Stage;
  readonly #run: TestRun;
  host: Host;
  /** What the keys asked of whoever shows the screen. */
  readonly asked: string[] = [];
  controller: RunController;

  constructor(stage: Stage, run: TestRun, size: Host['size']) {
    this.#stage = stage;
    this.#run = run;
    const ask = (what: string) => () => void this.asked.push(what);
    this.host = {
      size,
      leave: ask('leaves'),
      openShell: ask('opens the shell'),
      copy: (lines) => this.asked.push('copies') && lines.length,
    };
    this.controller = this.#newController();
  }

  get session(): Session {
    return this.#run.session;
  }

  /** All rows, as they are on a screen of that size. */
  text(size = this.host.size): string[] {
    return textOf(this.controller.rows(size));
  }

  press(key: Press): void {
    this.controller.press(key, this.host);
  }

  /** Forgets what the keys did to the screen, and presses those that lead to the stage. */
  async again(size = this.host.size): Promise<void> {
    this.host = { ...this.host, size };
    this.controller.close();
    this.asked.length = 0;
    this.controller = this.#newController();
    await this.arrive();
  }

  async arrive(): Promise<void> {
    const { size } = this.host;
    for (const move of this.#stage.keys ?? []) {
      this.controller.drawn(size);
      if (move === seen) while (!/2\/2[\s\S]*pod web/.test(this.text().join('\n'))) await wait(5);
      else this.press(move);
    }
    this.controller.drawn(size);
  }

  async close(): Promise<void> {
    this.controller.close();
    await this.#run.close();
  }

  #newController(): RunController {
    const ask = (what: string) => () => void this.asked.push(what);
    return new RunController(this.session, {
      startOver: ask('starts over'),
      saveTranscript: () => 'transcript.md',
      ...(this.#stage.room ? { room: classRoom(this.#stage.room) } : {}),
      ...(this.#stage.tour ? { tour: { seen: ask('has seen the tour') } } : {}),
    });
  }
}

/** Sets a stage up; `cluster` is for those that need one. */
export async function setStage(
  stage: Stage,
  size: Host['size'],
  language: Language = 'en',
  cluster: Cluster = emptyCluster(),
): Promise<SetStage> {
  const run = await openRun(uiLesson(stage.lesson), language, cluster);
  if (stage.at !== undefined) run.session.openStep(stage.at);
  await stage.prepare?.(run.session);
  const set = new SetStage(stage, run, size);
  await set.arrive();
  return set;
}

/** A cluster with the workload `web`, for the stages that need one. */
export async function clusterWithWeb(): Promise<Cluster> {
  const dir = mkdtempSync(join(tmpdir(), 'pilotage-stages-'));
  const cluster = practiceCluster({ dir, speed: 5, running: true });
  const run = await openRun(uiLesson('rollout'), 'en', cluster);
  run.session.openStep('create');
  await runs(run.session);
  await run.close();
  return cluster;
}
