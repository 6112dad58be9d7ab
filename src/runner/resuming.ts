import { path, stepOf } from '../engine/select.ts';
import type { KeptStep } from './background.ts';
import { lookFor } from './look.ts';
import type { Session } from './session.ts';
import type { StepFault } from './undoing.ts';

/**
 * Ends what the run's commands left running, as leaving the run does, has `resume` start it again, and looks whether all
 * is so again. `patience`: milliseconds of wall time that each check may take to notice either.
 */
export async function resumeFaults(
  session: Session,
  patience: number,
  signal: AbortSignal,
): Promise<StepFault[]> {
  const kept = session.background.kept();
  const done = path(session.state).filter(({ status }) => status === 'done');
  if (!(await session.background.end()) && kept.length === 0) return [];
  const faults = (await Promise.all(kept.map((step) => unnoticed(session, step, patience, signal)))).flat();
  for (const { step, exit, line } of await session.background.startAgain())
    faults.push({ step, what: `its \`resume\` failed: ${line || `exit code ${exit}`}` });
  await session.probe(patience);
  const lost = done.filter(({ plan }) => stepOf(session.state, plan.id)?.status !== 'done');
  const what = 'what runs in the background ends when a learner leaves, and no `resume` brings this back';
  return [...faults, ...lost.map(({ plan }) => ({ step: plan.id, what }))];
}

/** Whether none of a step's checks says that what its `resume` starts does not run. */
async function unnoticed(
  session: Session,
  { id, checks = [] }: KeptStep,
  patience: number,
  signal: AbortSignal,
): Promise<StepFault[]> {
  const context = session.checkContext(stepOf(session.state, id));
  const noticed = new AbortController();
  const looked = AbortSignal.any([signal, noticed.signal]);
  const verdicts = await Promise.all(
    checks.map(async (check) => {
      // One that must be true only once says nothing about now.
      if (check.once === true) return 'green';
      const { verdict } = await lookFor('red', check, context, patience, looked);
      if (verdict === 'red') noticed.abort();
      return verdict;
    }),
  );
  if (verdicts.some((verdict) => verdict !== 'green')) return [];
  return [{ step: id, what: 'its checks are green while what its `resume` starts does not run' }];
}
