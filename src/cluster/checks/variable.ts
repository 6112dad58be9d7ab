import type { Verdict } from '../../engine/events.ts';
import type { VariableCheck } from '../../lesson/schema.ts';
import type { WatchCheck } from '../types.ts';
import { settle } from './settle.ts';

/** A variable of the run's shell: set, and of the wanted form. */
export const watchVariable: WatchCheck<VariableCheck> = (check, context, report, signal) => {
  const offer = settle(report, signal);
  const look = () => offer(judge(check, context.variables()[check.variable] ?? ''));
  signal.addEventListener('abort', context.onVariables(look), { once: true });
  look();
};

function judge({ variable: name, matches: pattern }: VariableCheck, value: string): Verdict {
  if (value === '') return { verdict: 'red', reason: { id: 'variable-unset', params: { name } } };
  if (pattern === undefined || new RegExp(pattern, 'm').test(value)) return { verdict: 'green' };
  return { verdict: 'red', reason: { id: 'variable-mismatch', params: { name, value, pattern } } };
}
