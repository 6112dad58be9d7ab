import type { LogsCheck } from '../../../lesson/schema.ts';

/** What is known of one container's log. */
export interface LogState {
  readonly pod: string;
  caughtUp: boolean;
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
  const unwanted = check.absent === undefined ? undefined : new RegExp(check.absent);
  state.matched ||= wanted !== undefined && lines.some((line) => wanted.test(line));
  state.forbidden ??= unwanted && lines.find((line) => unwanted.test(line))?.slice(0, 200);
}
