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

/** A command of the lesson's, run in a copy of the run's shell. */
export const watchCommand: WatchCheck<CommandCheck> = (check, context, report, signal) => {
  const offer = settle(report, signal);

  const look = async (mine: AbortSignal): Promise<number> => {
    const limit = AbortSignal.timeout(longest);
    const began = context.clock.now();
    let reason: Reason | undefined;
    try {
      const result = await context.probe(check.command, AbortSignal.any([mine, limit]));
      reason = limit.aborted
        ? { id: 'command-timeout', params: { seconds: longest / 1000 } }
        : judge(check, result.exit, result.stdout);
    } catch (error) {
      reason = limit.aborted
        ? { id: 'command-timeout', params: { seconds: longest / 1000 } }
        : { id: 'probe-failed', params: { error: (error as Error).message } };
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
  if (exit !== (check.exit ?? 0)) return { id: 'command-exit', params: { exit, line } };
  if (check.stdout === undefined || new RegExp(check.stdout, 'm').test(stdout)) return undefined;
  return { id: 'output-mismatch', params: { pattern: check.stdout, line } };
}
