import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareRows } from '../../src/ui/run/share-rows.ts';

const claim = fc.record({
  want: fc.nat({ max: 40 }),
  least: fc.nat({ max: 4 }),
  weight: fc.integer({ min: 1, max: 50 }),
});

describe('the rows of the screen', () => {
  it('are all used where they are wanted, and never more than there are', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.array(claim, { minLength: 1, maxLength: 5 }), (room, claims) => {
        const given = shareRows(room, claims);
        const wanted = claims.reduce((sum, { want }) => sum + want, 0);
        expect(given.reduce((sum, rows) => sum + rows, 0)).toBe(Math.min(room, wanted));
        for (const [index, { want }] of claims.entries()) expect(given[index]).toBeLessThanOrEqual(want);
      }),
    );
  });

  it('leave something of every part', () => {
    const claims = [
      { want: 100, least: 2, weight: 50 },
      { want: 5, least: 1, weight: 1 },
      { want: 5, least: 1, weight: 1 },
    ];
    expect(shareRows(10, claims)).toEqual([8, 1, 1]);
  });
});
