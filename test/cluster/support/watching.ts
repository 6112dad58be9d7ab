import { createClock } from '../../../src/base/clock.ts';
import { watchCheck } from '../../../src/cluster/checks/index.ts';
import type { CheckContext } from '../../../src/cluster/types.ts';
import type { Verdict } from '../../../src/engine/events.ts';
import { sayReason } from '../../../src/engine/reasons/say.ts';
import type { Check } from '../../../src/lesson/schema.ts';

export interface Watching {
  /** All verdicts so far, in words: `green`, `red: why`. */
  readonly said: string[];
  /** Resolves with the first verdict from `from` on (0 unless told) that the words match. */
  until(words: string | RegExp, from?: number): Promise<string>;
  /** Changes the run's variables. */
  set(variables: Record<string, string>): void;
  stop(): void;
}

export interface WatchingOptions extends Partial<Omit<CheckContext, 'variables' | 'onVariables'>> {
  readonly vars?: Record<string, string>;
}

const patience = 20_000;

/** Watches a check as a run does. Stop it at the end of the test. */
export function watching(check: Check, { vars = {}, ...given }: WatchingOptions = {}): Watching {
  const stop = new AbortController();
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const variableListeners = new Set<() => void>();
  let variables = vars;
  const context: CheckContext = {
    kubeconfig: '/nonexistent/kubeconfig',
    variables: () => variables,
    onVariables: (listener) => {
      variableListeners.add(listener);
      return () => variableListeners.delete(listener);
    },
    probe: async () => ({ exit: 0, stdout: '' }),
    workDir: '/nonexistent',
    since: new Date(),
    clock: createClock(),
    ...given,
  };
  const report = (verdict: Verdict) => {
    said.push(verdict.verdict === 'red' ? `red: ${sayReason(verdict.reason, 'en')}` : verdict.verdict);
    for (const look of [...waiting]) look();
  };
  watchCheck(check, context, report, stop.signal);

  return {
    said,
    until(words, from = 0) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = said
            .slice(from)
            .find((one) => (typeof words === 'string' ? one === words : words.test(one)));
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no verdict matched ${words} but:\n${said.join('\n')}`));
        }, patience);
        waiting.add(look);
        look();
      });
    },
    set(next) {
      variables = { ...variables, ...next };
      for (const listener of [...variableListeners]) listener();
    },
    stop: () => {
      stop.abort();
      if (variableListeners.size > 0) throw new Error('a stopped check still listens for variables');
    },
  };
}
