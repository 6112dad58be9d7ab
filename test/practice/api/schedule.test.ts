import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../src/practice/api/schedule.ts';

const begin = Date.parse('2026-01-01T00:00:30Z');
const next = (text: string, timeZone?: string) => {
  const time = parseSchedule(text, timeZone).next(begin);
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 19);
};

describe('a schedule', () => {
  it.each([
    ['* * * * *', '2026-01-01T00:01:00'],
    ['*/5 * * * *', '2026-01-01T00:05:00'],
    ['0/20 * * * ?', '2026-01-01T00:20:00'],
    ['@hourly', '2026-01-01T01:00:00'],
    ['@every 1m30s', '2026-01-01T00:02:00'],
    ['0 9 * * MON-FRI', '2026-01-01T09:00:00'],
    // Where both days are limited, either will do.
    ['0 0 15 * MON', '2026-01-05T00:00:00'],
  ])('%s is next due at %s', (text, expected) => {
    expect(next(text)).toBe(expected);
  });

  it('goes by its time zone', () => {
    expect(next('0 9 * * *', 'Asia/Tokyo')).toBe('2026-01-02T00:00:00');
  });

  it.each([
    ['1 2', 'expected exactly 5 fields, found 2: [1 2]'],
    ['61 * * * *', 'end of range (61) above maximum (59): 61'],
    ['* 10-24 * * *', 'end of range (24) above maximum (23): 10-24'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ])('%s is none', (text, message) => {
    expect(() => parseSchedule(text)).toThrow(message);
  });
});
