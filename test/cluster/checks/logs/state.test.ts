import { expect, test } from 'vitest';
import { learnLines, newLogState } from '../../../../src/cluster/checks/logs/state.ts';

test('a later line takes back what matched, until another one matches', () => {
  const check = { logs: 'deployments/worker', matches: '^[1-9]\\d* done', unless: '^ERROR' };
  const state = newLogState('worker');
  const after = (...lines: string[]) => {
    learnLines(state, check, lines);
    return state.matched;
  };
  expect(after('0 done', 'ERROR')).toBe(false);
  expect(after('3 done')).toBe(true);
  expect(after('0 done')).toBe(true);
  expect(after('4 done', 'ERROR', 'no redis')).toBe(false);
  expect(after('0 done')).toBe(false);
  expect(after('4 done')).toBe(true);
});
