import { spawn } from 'node:child_process';
import { createClock } from '../../src/base/clock.ts';
import type { CheckContext } from '../../src/cluster/types.ts';
import { type Board, saidAt, standing, type Watched } from './board.ts';
import type { Fault } from './catalogue.ts';

/** Milliseconds that are waited all the same, so that a late one is told as late. */
const patience = { red: 30_000, green: 90_000, effect: 90_000 };
/** Milliseconds for which the others are looked at after that: one that lies may take a moment to. */
const lingering = 1_000;
/** Milliseconds for a fault that must turn nothing red. */
const quiet = 4_000;

export interface Trial {
  readonly fault: Fault;
  /** The words of each check that had to be red. */
  readonly reasons: readonly { readonly check: string; readonly words: string }[];
  /** Milliseconds; undefined where it never came. */
  readonly toRed: number | undefined;
  readonly toGreen: number | undefined;
  /** What was wrong with the verdicts; nothing where all was right. */
  readonly wrong: readonly string[];
}

/**
 * Does one fault to the cluster, looks at what the checks say of it, and mends it.
 * `longest`: milliseconds of wall time within which the right checks must be red.
 */
export async function tryFault(
  fault: Fault,
  board: Board,
  context: CheckContext,
  longest: number,
): Promise<Trial> {
  const wrong: string[] = [];
  const allGreen = () => board.all.every((one) => standing(one) === 'green');
  const trial = (more: Partial<Trial>): Trial => ({
    fault,
    reasons: [],
    toRed: undefined,
    toGreen: undefined,
    wrong,
    ...more,
  });

  const before = board.all.filter((one) => !one.isAhead && standing(one) !== 'green');
  if (before.length > 0) return trial({ wrong: before.map((one) => `before: ${describe(one)}`) });

  const injectedAt = performance.now();
  await command(fault.inject, context, wrong);
  if (fault.effect !== undefined && !(await shows(fault.effect, context))) {
    wrong.push('the fault had no effect');
  }
  const effectAt = performance.now();
  const expected = fault.red.map(({ check, says }) => ({ one: board.find(check), says: new RegExp(says) }));
  const isRed = () => expected.every(({ one, says }) => saidAt(one, says, injectedAt) !== undefined);
  await board.until(isRed, expected.length === 0 ? quiet : patience.red);
  const times = expected.map(({ one, says }) => saidAt(one, says, injectedAt));
  const toRed = times.some((at) => at === undefined)
    ? undefined
    : Math.max(0, ...times.map((at) => (at ?? 0) - effectAt));
  if (toRed !== undefined && toRed > longest) wrong.push('red too late');
  await createClock().sleep(lingering);

  for (const [index, { one, says }] of expected.entries()) {
    if (times[index] === undefined) wrong.push(`${describe(one)}, not ${says}`);
  }
  const reasons = expected.map(({ one, says }) => ({
    check: one.name,
    words: one.said.findLast(({ words }) => says.test(words))?.words ?? standing(one),
  }));
  wrong.push(...lies(fault, board, injectedAt));

  const mendedAt = performance.now();
  if (fault.mend !== undefined) await command(fault.mend, context, wrong);
  const isGreen = await board.until(allGreen, patience.green);
  if (!isGreen) {
    for (const one of board.all) if (standing(one) !== 'green') wrong.push(`mended: ${describe(one)}`);
  }
  return trial({ reasons, toRed, toGreen: isGreen ? performance.now() - mendedAt : undefined });
}

/** What is red although the fault has nothing to do with it. */
function lies(fault: Fault, board: Board, from: number): string[] {
  if (fault.also.includes('*')) return [];
  const allowed = new Set(
    [...fault.red.map(({ check }) => check), ...fault.also].map((name) => board.find(name)),
  );
  return board.all.flatMap((one) => {
    const said = one.said.find(({ at, words }) => at >= from && words !== 'green');
    return said === undefined || allowed.has(one) ? [] : [`lies: ${one.name} ${said.words}`];
  });
}

function describe(one: Watched): string {
  return `${one.name} is ${standing(one)}`;
}

async function command(text: string, context: CheckContext, wrong: string[]): Promise<void> {
  const { exit, output } = await bash(text, context);
  if (exit !== 0) wrong.push(`"${text.trim().split('\n')[0]}" ended with ${exit}: ${output.trim()}`);
}

async function shows(effect: string, context: CheckContext): Promise<boolean> {
  const deadline = performance.now() + patience.effect;
  while (performance.now() < deadline) {
    if ((await bash(effect, context)).exit === 0) return true;
    await createClock().sleep(100);
  }
  return false;
}

/** A terminal beside the run's own, with its variables. What it leaves in the background goes on. */
function bash(text: string, context: CheckContext): Promise<{ exit: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', text], {
      cwd: context.workDir,
      env: { ...process.env, ...context.variables() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (more: string) => {
        output += more;
      });
    }
    child.once('error', reject);
    child.once('exit', (exit) => resolve({ exit, output }));
  });
}
