import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settle } from '../../../src/cluster/checks/settle.ts';
import type { Verdict } from '../../../src/engine/events.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const green: Verdict = { verdict: 'green' };
const red = (object: string): Verdict => ({
  verdict: 'red',
  reason: { id: 'object-missing', params: { object } },
});

function settling() {
  const stop = new AbortController();
  const said: Verdict[] = [];
  const offer = settle((verdict) => said.push(verdict), stop.signal);
  return { offer, said, stop: () => stop.abort() };
}

test('green and the first red are told at once, and nothing twice', () => {
  const { offer, said } = settling();
  offer(red('a'));
  offer(red('a'));
  offer(green);
  offer(green);
  offer(red('b'));
  expect(said).toEqual([red('a'), green, red('b')]);
});

test('of reasons that come in quick succession only the one that stays is told', () => {
  const { offer, said } = settling();
  offer(red('a'));
  offer(red('b'));
  offer(red('c'));
  expect(said).toEqual([red('a')]);
  vi.advanceTimersByTime(150);
  expect(said).toEqual([red('a'), red('c')]);
});

test('a reason that comes back at once has never gone', () => {
  const { offer, said } = settling();
  offer(red('a'));
  offer(red('b'));
  offer(red('a'));
  vi.runAllTimers();
  expect(said).toEqual([red('a')]);
});

test('reasons that never stop changing are told all the same, now and then', () => {
  const { offer, said } = settling();
  offer(red('a'));
  for (let index = 0; index < 20; index++) {
    offer(red(`b${index}`));
    vi.advanceTimersByTime(100);
  }
  expect(said.length).toBeGreaterThan(2);
  expect(said.length).toBeLessThan(8);
});

test('green does not wait for a reason, and the reason is forgotten', () => {
  const { offer, said, stop } = settling();
  offer(red('a'));
  offer(red('b'));
  offer(green);
  vi.runAllTimers();
  expect(said).toEqual([red('a'), green]);
  offer(red('c'));
  offer(red('d'));
  stop();
  offer(green);
  vi.runAllTimers();
  expect(said).toEqual([red('a'), green, red('c')]);
});
