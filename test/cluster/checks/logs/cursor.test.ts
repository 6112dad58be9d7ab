import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineCursor } from '../../../../src/cluster/checks/logs/cursor.ts';

test('lines from before the step are left out, to the millisecond', () => {
  const cursor = createLineCursor(new Date('2026-01-02T03:04:05.600Z'));
  expect(cursor.from()).toBe('2026-01-02T03:04:05Z');
  const lines = [
    '2026-01-02T03:04:05.59Z before',
    '2026-01-02T03:04:05.600000001Z after',
    '2026-01-02T03:04:06Z later',
  ];
  expect(cursor.take(lines)).toEqual(['after', 'later']);
});

test('the whole log, when it is asked for', () => {
  const cursor = createLineCursor(undefined);
  expect(cursor.from()).toBeUndefined();
  expect(cursor.take(['2020-01-02T03:04:05Z old', 'no time', '', '2020-01-02T03:04:05+00:00 same'])).toEqual([
    'old',
    'same',
  ]);
});

test('however often a log is read again, each line comes once', () => {
  // Times in tenths of a second, so that many lines share one.
  const log = fc.array(fc.nat(30), { maxLength: 30 }).map((times) =>
    times
      .sort((a, b) => a - b)
      .map((tenths, index) => {
        const time = new Date(Date.UTC(2026, 0, 1) + tenths * 100).toISOString();
        return { time, line: `${time} line ${index}`, text: `line ${index}` };
      }),
  );
  fc.assert(
    fc.property(log, fc.array(fc.nat(30), { maxLength: 6 }), (lines, cuts) => {
      const cursor = createLineCursor(undefined);
      const got: string[] = [];
      for (const cut of [...cuts.sort((a, b) => a - b), lines.length]) {
        const from = cursor.from() ?? '';
        // The API takes whole seconds: it gives all lines of the second again.
        const served = lines.slice(0, cut).filter((one) => `${one.time.slice(0, 19)}Z` >= from);
        got.push(...cursor.take(served.map((one) => one.line)));
      }
      expect(got).toEqual(lines.map((one) => one.text));
    }),
  );
});
