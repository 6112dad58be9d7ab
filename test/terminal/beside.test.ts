import { expect, it } from 'vitest';
import { learners } from '../support/learner.ts';
import { uiLesson } from '../support/run.ts';

const learner = learners();
const room = { columns: 120, rows: 40 };

it('a cluster that was hidden beside the step is hidden in the next run, until it is asked for', async () => {
  const me = learner();
  me.start(['start', uiLesson('rollout')], room);
  await me.until('C hide cluster');
  await me.press('C', 'C show cluster');
  await me.press('q', 'To go on: pilotage start');
  expect(await me.terminal.ended).toBe(0);
  me.start(['start', uiLesson('rollout')], room);
  await me.until('C show cluster');
  await me.press('C', 'C hide cluster');
  await me.press('q', 'To go on: pilotage start');
  expect(await me.terminal.ended).toBe(0);
  me.start(['start', uiLesson('rollout')], room);
  await me.until('C hide cluster');
});
