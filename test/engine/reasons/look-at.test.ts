import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { because } from '../../../src/engine/reasons/compare.ts';
import { lookAt } from '../../../src/engine/reasons/look-at.ts';
import type { Reason } from '../../../src/engine/reasons/reasons.ts';

const short: Reason = {
  id: 'replicas-short',
  params: { object: 'deployment worker', state: 'available', actual: 0, expected: 1 },
};

describe('where to look', () => {
  test('at what is wrong, or at its innermost cause', () => {
    expect(lookAt(short)).toBe('kubectl describe deployment worker');
    const crash: Reason = { id: 'crash-loop', params: { pod: 'worker-5c7d', exit: 1, line: '' } };
    expect(lookAt(because(short, crash))).toBe('kubectl logs worker-5c7d --previous');
  });

  test('at the cause outside, where the one inside has nothing to look at', () => {
    const exit: Reason = { id: 'command-exit', params: { exit: 1, line: '' } };
    expect(lookAt(exit)).toBeUndefined();
    expect(lookAt(because(short, exit))).toBe('kubectl describe deployment worker');
  });

  test('at nothing, for a reason that this version does not know', () => {
    expect(lookAt({ id: 'of-tomorrow', params: {} } as unknown as Reason)).toBeUndefined();
  });

  test.each(['a file', "it's", '$(touch x)', 'a;b'])('at a path as it is: %s', (path) => {
    const command = lookAt({ id: 'file-mismatch', params: { path, pattern: 'x' } }) ?? '';
    const { stdout } = spawnSync('bash', ['-c', command.replace(/^cat /, "printf '%s' ")], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(path);
  });
});
