import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lesson } from '../../lesson/load.ts';
import { lessonLine } from '../../report/text.ts';
import { Session } from '../../runner/session.ts';
import type { SessionOptions } from '../../runner/session-options.ts';
import { removeLeft, undoAll } from '../../runner/undoing.ts';
import { clusterNamed } from '../clusters.ts';
import { makeScratch } from './scratch.ts';

/** Fast enough that no delay is felt, slow enough that programs still get done what they do between two delays. */
export const practiceSpeed = 25;

export interface ClusterChoice {
  readonly cluster: string;
  readonly yesReally?: string;
  /** As a session has it. */
  readonly unseen?: boolean;
}

/** A run that nobody watches. */
export interface OwnRun {
  readonly session: Session;
  /** Set by whoever has taken back all that the run did. */
  isUndone: boolean;
}

/** Opens a run of a lesson on a cluster of its own, and leaves nothing of it behind. */
export async function onItsOwnCluster<T>(
  lesson: Lesson,
  { cluster: name, yesReally, unseen = false }: ClusterChoice,
  talk: (text: string) => void,
  signal: AbortSignal,
  body: (run: OwnRun) => Promise<T>,
): Promise<T> {
  const dir = await makeScratch(name);
  try {
    const cluster = await clusterNamed(name, {
      dir: join(dir, 'cluster'),
      speed: practiceSpeed,
      fresh: true,
      ...(yesReally !== undefined && { yesReally }),
    });
    const session = { lesson, cluster, dir, language: 'en', unseen } as const;
    return await onCluster(session, talk, signal, body);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function onCluster<T>(
  options: SessionOptions,
  talk: (text: string) => void,
  signal: AbortSignal,
  body: (run: OwnRun) => Promise<T>,
): Promise<T> {
  const { cluster, lesson } = options;
  let run: OwnRun | undefined;
  try {
    const session = await Session.open(options);
    run = { session, isUndone: false };
    talk(lessonLine(lesson.id, cluster.name));
    return await body(run);
  } finally {
    if (run && cluster.kind !== 'practice') {
      const failed = run.isUndone ? [] : await undoAll(run.session, signal);
      for (const { step, what } of failed) talk(`  ${step}: ${what}\n`);
      for (const left of await removeLeft(run.session)) talk(`  removed afterwards: ${left}\n`);
    }
    await run?.session.close();
    await cluster.reset();
  }
}
