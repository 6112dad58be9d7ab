import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/base/nearest.ts';

const words = ['checks', 'run', 'undo', 'until', 'resource', 'http'];

describe('what a mistyped word means', () => {
  it.each([
    ['chekcs', 'checks'],
    ['Checks', 'checks'],
    ['check', 'checks'],
    ['htpp', 'http'],
    ['rnu', 'run'],
    ['resorces', 'resource'],
    ['checks', 'checks'],
    ['ran', 'run'],
    ['colour', undefined],
    ['a', undefined],
    ['', undefined],
  ])('%s: %s', (word, expected) => {
    expect(nearest(word, words)).toBe(expected);
  });

  it('is the nearest of several', () => {
    expect(nearest('steps-2', ['steps-1x', 'steps-22', 'steps-2x', 'steps2'])).toBe('steps-22');
  });
});
