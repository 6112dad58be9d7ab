/**
 * `npm run meta`: for every workshop that ships, whether deleting any one check, or changing any one command, is noticed
 * by lint, by validate, by `validate --mutate` or by the catalogue of faults. `npm run meta -- dockercoins --clusters 2 --all`: of these workshops, on
 * so many practice clusters at once, with what noticed each change.
 */
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findLessons } from '../../src/lesson/load.ts';
import { root } from '../support/program.ts';
import { changesOf } from './changes.ts';
import { judge, type Verdict } from './judge.ts';
import { tryCommands } from './pass.ts';
import { disagreements, knownSurvivors } from './survivors.ts';

const { values, positionals } = parseArgs({
  options: { clusters: { type: 'string' }, all: { type: 'boolean' } },
  allowPositionals: true,
});
// Most of the time is waited: for a check that stays red, to be sure that it does.
const clusters = Number(values.clusters ?? 2 * availableParallelism());
const over = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => over.abort());

const reasons = knownSurvivors();
const dirs = await findLessons([join(root, 'lessons')]);
const wanted = dirs.filter((dir) => positionals.length === 0 || positionals.includes(basename(dir)));
let isRight = wanted.length > 0;
for (const dir of wanted) isRight = (await tryLesson(dir)) && isRight;
process.exitCode = isRight ? 0 : 1;

async function tryLesson(dir: string): Promise<boolean> {
  const began = performance.now();
  const { lesson, changes } = await changesOf(dir);
  const seen = await tryCommands(lesson, clusters, over.signal);
  const verdicts = await judge(lesson, changes, seen);
  const count = (word: string) => verdicts.filter(({ by }) => by?.startsWith(word)).length;
  const isShadowed = ({ shadow }: Verdict) => shadow !== undefined;
  const shadowed = verdicts.filter(isShadowed);
  const survived = verdicts
    .filter((one) => one.by === undefined && !isShadowed(one))
    .map(({ change }) => change.id);
  const seconds = Math.round((performance.now() - began) / 1000);
  const columns = ['lint', 'validate', 'mutate', 'faults']
    .map((word) => `${count(word)} by ${word}`)
    .join(', ');
  console.log(
    `${lesson.id}: ${changes.length} changes in ${seconds} s: ${columns}; ${shadowed.length} checks shadowed by others; ${survived.length} by nobody`,
  );
  const noticed = seen.trials.filter(({ killed }) => killed).length;
  console.log(`  ${noticed} of ${seen.trials.length} mistakes noticed, those in the cluster among them`);
  for (const { mutant, killed } of seen.trials)
    if (!killed) console.log(`  not noticed: ${mutant.step}: ${mutant.what}`);
  if (values.all) for (const { change, by } of verdicts) console.log(`  ${by ?? 'nobody'} | ${change.id}`);
  for (const { change, shadow } of shadowed) {
    console.log(`  = ${change.id}: whatever it notices, ${shadow} does too`);
    console.log(`    ${reasons[lesson.id]?.[change.id] ?? '?'}`);
  }
  for (const id of survived) console.log(`  - ${id}\n    ${reasons[lesson.id]?.[id] ?? '?'}`);
  const wrong = [
    ...disagreements(
      survived,
      reasons[lesson.id] ?? {},
      shadowed.map(({ change }) => change.id),
    ),
    ...seen.stuck.map((id) => `${id} does not work, or not again: the changes to it were not tried`),
  ];
  for (const line of wrong) console.log(`  ! ${line}`);
  return wrong.length === 0;
}
