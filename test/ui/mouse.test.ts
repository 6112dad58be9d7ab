import { describe, expect, it } from 'vitest';
import { WheelReader } from '../../src/ui/terminal/mouse.ts';

const read = (...pieces: string[]) => {
  const reader = new WheelReader();
  return pieces.flatMap((piece) => reader.read(piece));
};

describe('the mouse wheel', () => {
  it('is read out of what a terminal sends, among keys, buttons, and in pieces', () => {
    expect(read('\u001B[<64;10;5M')).toEqual([{ column: 9, row: 4, direction: -1 }]);
    expect(read('j\u001B[<65;223;100Mk\u001B[A')).toEqual([{ column: 222, row: 99, direction: 1 }]);
    expect(read('\u001B[<64;1', '0;5M\u001B', '[<65;1;1M').map(({ direction }) => direction)).toEqual([
      -1, 1,
    ]);
    // With Ctrl held it is the same wheel.
    expect(read('\u001B[<80;1;1M')).toHaveLength(1);
  });

  it('is not taken for a button, nor a button for it', () => {
    expect(
      read('\u001B[<0;10;5M\u001B[<0;10;5m\u001B[<66;1;1M', '\u001B', 'hello', '\u001B[<64;1;1m'),
    ).toEqual([]);
  });
});
