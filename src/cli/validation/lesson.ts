import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lesson } from '../../lesson/load.ts';
import { kindOf } from '../../lesson/schema.ts';
import { type LessonResult, resultOf } from '../../report/result.ts';
import { lessonLine, stepLine } from '../../report/text.ts';
import { autopilot } from '../../runner/autopilot.ts';
import { type Evidence, gatherEvidence } from '../../runner/evidence.ts';
import { greenBefore } from '../../runner/red-before.ts';
import { Session } from '../../runner/session.ts';
import { removeLeft, type StepFault, undoAll } from '../../runner/undoing.ts';
import { clusterNamed } from '../clusters.ts';
import type { StepRange } from './range.ts';

/** Fast enough that no delay is felt, slow enough that programs still get done what they do between two delays. */
const speed = 25;

/** Milliseconds that a check of an earlier step may take to be green again at the end, and red again when undone. */
const endPatience = 15_000;

export interface LessonOptions {
  readonly cluster: string;
  readonly yesReally?: string;
  readonly range: StepRange;
}

/**
 * Proves one lesson on a cluster of its own, and leaves nothing of it behind: every check red before its step's command
 * and green after it, still green at the end, and red again once the step is undone.
 */
export async function validateLesson(
  lesson: Lesson,
  { cluster: name, yesReally, range }: LessonOptions,
  talk: (text: string) => void,
  signal: AbortSignal,
): Promise<LessonResult> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-'));
  const clusterDir = join(dir, 'cluster');
  const cluster = await clusterNamed(name, {
    dir: clusterDir,
    speed,
    fresh: true,
    ...(yesReally !== undefined && { yesReally }),
  });
  let session: Session | undefined;
  let isUndone = false;
  try {
    session = await Session.open({ lesson, cluster, dir, language: 'en' });
    talk(lessonLine(lesson.id, cluster.name));
    const faults: StepFault[] = [];
    const opened = session;
    const result = (evidence: readonly Evidence[] = []) =>
      resultOf(opened.state, lesson, { faults, evidence, only: range.ids });
    const went = await autopilot(session, signal, {
      last: range.last,
      beforeRun: async (id) => {
        if (range.ids.has(id)) faults.push(...(await uselessChecks(opened, id, signal)));
      },
      afterStep: (id) => {
        const step = result().steps.find((one) => one.id === id);
        if (step) talk(stepLine(step));
      },
    });
    if (!went) return result(await gatherEvidence(session));
    // What a step achieves is there to stay, or its check says `once`.
    await session.probe(endPatience);
    isUndone = true;
    const undone = await undoAll(session, signal, endPatience);
    for (const { step, what } of undone) talk(`  ${step}: ${what}\n`);
    faults.push(...undone);
    return result();
  } finally {
    if (session && cluster.kind !== 'practice') {
      if (!isUndone)
        for (const { step, what } of await undoAll(session, signal)) talk(`  ${step}: ${what}\n`);
      for (const left of await removeLeft(session)) talk(`  removed afterwards: ${left}\n`);
    }
    await session?.close();
    await cluster.reset();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The checks of a step that changes something, and that are green before it has. */
async function uselessChecks(session: Session, id: string, signal: AbortSignal): Promise<StepFault[]> {
  const { look, checks = [] } = session.step(id);
  if (look || checks.length === 0) return [];
  const green = await greenBefore(session, id, signal);
  return green.flatMap((index) => {
    const check = checks[index];
    return check
      ? [{ step: id, what: `its check ${index + 1} (${kindOf(check)}) is green before its command has run` }]
      : [];
  });
}
