import type { Reason } from '../../engine/reasons/reasons.ts';
import type { CommandCheck } from '../../lesson/schema.ts';
import type { WatchCheck } from '../types.ts';
import { startPoll } from './poll.ts';
import { settle } from './settle.ts';

/**
 * Milliseconds of the clock between two runs at the least, and of wall time that one may take. Where delays are virtual a
 * run takes as long as many of them: it rests as long as it took, so that checks leave time to what they wait for.
 */
const pause = 1_000;
const longest = 10_000;

/** Characters of a command by which it is named. */
const longestName = 40;

/** A command of the lesson's, run in a copy of the run's shell. */
export const watchCommand: WatchCheck<CommandCheck> = (check, context, report, signal) => {
  const offer = settle(report, signal);
  const timedOut: Reason = {
    id: 'probe-timeout',
    params: { command: named(check), seconds: longest / 1000 },
  };

  const look = async (mine: AbortSignal): Promise<number> => {
    const limit = AbortSignal.timeout(longest);
    const began = context.clock.now();
    let reason: Reason | undefined;
    try {
      const result = await context.probe(check.command, AbortSignal.any([mine, limit]));
      reason = limit.aborted ? timedOut : judge(check, result.exit, result.stdout);
    } catch (error) {
      reason = limit.aborted
        ? timedOut
        : { id: 'probe-failed', params: { command: named(check), error: (error as Error).message } };
    }
    if (!mine.aborted) offer(reason === undefined ? { verdict: 'green' } : { verdict: 'red', reason });
    return Math.max(pause, (context.clock.now() - began) * context.clock.speed);
  };

  const poll = startPoll(context.clock, look, signal);
  signal.addEventListener(
    'abort',
    context.onVariables(() => poll.now()),
    { once: true },
  );
};

function judge(check: CommandCheck, exit: number | null, stdout: string): Reason | undefined {
  const line = stdout.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? '';
  if (exit !== (check.exit ?? 0)) return { id: 'probe-exit', params: { command: named(check), exit, line } };
  if (check.stdout === undefined || new RegExp(check.stdout, 'm').test(stdout)) return undefined;
  return { id: 'probe-output', params: { command: named(check), pattern: check.stdout, line } };
}

/** A command by its beginning, as it fits a line together with what became of it. */
function named({ command }: CommandCheck): string {
  const [line = ''] = command.trim().split('\n');
  return line.length > longestName || line !== command.trim() ? `${line.slice(0, longestName - 1)}…` : line;
}
