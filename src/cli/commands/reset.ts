import { rm } from 'node:fs/promises';
import { NotReadyError, PilotageError, UsageError } from '../../base/errors.ts';
import type { Cluster } from '../../cluster/types.ts';
import type { ObjectRef } from '../../engine/events.ts';
import type { RunState } from '../../engine/state.ts';
import { runFiles, stateHome } from '../../runner/home.ts';
import { lockRun } from '../../runner/lock.ts';
import { type KnownRun, knownRuns } from '../../runner/runs.ts';
import { Groups } from '../../shell/groups.ts';
import { clusterNamed } from '../clusters.ts';
import { isYes } from '../yes.ts';

export interface ResetOptions {
  readonly yes?: boolean;
  readonly keepCluster?: boolean;
  readonly yesReally?: string;
}

/** Forgets runs: their journals, shells and working folders, and takes back what they did to their clusters. */
export async function resetCommand(lesson: string | undefined, options: ResetOptions): Promise<void> {
  const runs = knownRuns(stateHome()).filter(({ state }) => lesson === undefined || state?.lesson === lesson);
  if (runs.length === 0) {
    if (lesson === undefined) return void process.stderr.write('There is no run to forget.\n');
    throw new UsageError(`No run of "${lesson}" was begun.`, 'pilotage status lists those that there are.');
  }
  for (const run of runs) {
    await forgetRun(run, options);
    process.stdout.write(`Forgotten: ${nameOf(run)}\n`);
  }
}

/** Takes back what a run did to its cluster, and deletes all that is kept of it. */
export async function forgetRun(run: KnownRun, options: ResetOptions): Promise<void> {
  const unlock = lockRun(run.dir);
  try {
    await takeBack(run, options);
    // A program that was killed may have left some of its commands running.
    await new Groups(runFiles(run.dir).shell).recover();
    await rm(run.dir, { recursive: true, force: true });
  } finally {
    unlock();
  }
}

function nameOf({ dir, state }: KnownRun): string {
  return state ? `${state.lesson} on ${state.cluster}` : dir;
}

async function takeBack(run: KnownRun, { yes = false, keepCluster = false, yesReally }: ResetOptions) {
  const { dir, state } = run;
  if (keepCluster) return;
  const name = state?.cluster ?? 'practice';
  try {
    const cluster = await clusterNamed(name, {
      dir: runFiles(dir).cluster,
      speed: 1,
      ...(yesReally !== undefined && { yesReally }),
    });
    // A practice cluster is the run's own from the first to the last byte: there is nothing to ask about.
    if (cluster.kind !== 'practice') await removeEffects(run, cluster, state, yes);
    await cluster.reset();
  } catch (error) {
    if (!(error instanceof PilotageError) || error instanceof UsageError) throw error;
    throw new NotReadyError(
      `${nameOf(run)} cannot be taken back: ${error.message}`,
      `${error.next ?? ''}\nTo forget the run and leave its cluster as it is: pilotage reset ${state?.lesson ?? ''} --keep-cluster`.trim(),
      { cause: error },
    );
  }
}

/** Shows what would go and what would stay, and removes the former once that was agreed to. */
async function removeEffects(
  run: KnownRun,
  cluster: Cluster,
  state: RunState | undefined,
  yes: boolean,
): Promise<void> {
  const owned = await cluster.owned();
  const touched = await objectsLeft(cluster, state);
  const lines = [
    ...(owned === undefined ? [] : [`  deletes the ${owned} with all that is in it`]),
    ...touched.created.map((ref) => `  deletes ${sayObject(ref)}`),
    ...touched.changed.map(
      (ref) => `  leaves  ${sayObject(ref)}, which was there before the run and was changed`,
    ),
  ];
  if (lines.length > 0) process.stderr.write(`To take back ${nameOf(run)}:\n${lines.join('\n')}\n`);
  const deletes = touched.created.length + (owned === undefined ? 0 : 1);
  if (deletes > 0 && !yes && !(await isYes('Go on?'))) {
    throw new UsageError('Nothing was removed.', 'To agree without being asked, say --yes.');
  }
  for (const ref of touched.created.toReversed()) {
    const removed = await cluster.objects?.remove(ref);
    process.stderr.write(
      removed ? `  deleted ${sayObject(ref)}\n` : `  ${sayObject(ref)} was gone already\n`,
    );
  }
}

async function objectsLeft(cluster: Cluster, state: RunState | undefined) {
  const steps = state?.steps ?? [];
  const created = steps.flatMap((step) => step.created);
  const made = new Set(created.map(({ uid }) => uid));
  const changed = steps.flatMap((step) => step.changed).filter(({ uid }) => !made.has(uid));
  if (cluster.objects === undefined || created.length + changed.length === 0)
    return { created: [], changed: [] };
  await cluster.start();
  return {
    created: await cluster.objects.stillThere(created),
    changed: await cluster.objects.stillThere(uniqueByUid(changed)),
  };
}

function uniqueByUid(refs: readonly ObjectRef[]): ObjectRef[] {
  return [...new Map(refs.map((ref) => [ref.uid, ref])).values()];
}

function sayObject({ kind, name, namespace }: ObjectRef): string {
  return `${kind.toLowerCase()} ${name}${namespace === undefined || namespace === 'default' ? '' : ` in ${namespace}`}`;
}
