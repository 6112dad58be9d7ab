import type { LogsCheck } from '../../../lesson/schema.ts';

/** What is known of one container's log. */
export interface LogState {
  readonly pod: string;
  caughtUp: boolean;
  /** A line matched, and none has taken that back since. */
  matched: boolean;
  /** The first line that must not be there. */
  forbidden: string | undefined;
}

export function newLogState(pod: string): LogState {
  return { pod, caughtUp: false, matched: false, forbidden: undefined };
}

/** Takes new lines in. */
export function learnLines(state: LogState, check: LogsCheck, lines: readonly string[]): void {
  const wanted = check.matches === undefined ? undefined : new RegExp(check.matches);
  const revoking = check.unless === undefined ? undefined : new RegExp(check.unless);
  const unwanted = check.absent === undefined ? undefined : new RegExp(check.absent);
  for (const line of lines) {
    if (wanted?.test(line)) state.matched = true;
    else if (revoking?.test(line)) state.matched = false;
  }
  state.forbidden ??= unwanted && lines.find((line) => unwanted.test(line))?.slice(0, 200);
}
