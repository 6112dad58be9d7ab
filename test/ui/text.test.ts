import fc from 'fast-check';
import stringWidth from 'string-width';
import stripAnsi from 'strip-ansi';
import { describe, expect, it } from 'vitest';
import { clip, ends, harmless, simple, toWidth, widthOf, wrap, wrapExactly } from '../../src/ui/text.ts';

const word = fc.constantFrom(
  'pod',
  '一步',
  '🚢',
  'ünïcode',
  'a-very-long-name-of-an-image',
  '\u001B[31mred\u001B[39m',
);
const prose = fc.array(word, { maxLength: 20 }).map((words) => words.join(' '));
const width = fc.integer({ min: 2, max: 60 });

describe('text', () => {
  it('is never wider than it may be', () => {
    fc.assert(
      fc.property(prose, width, (text, cells) => {
        for (const line of [...wrap(text, cells), ...wrapExactly(text, cells), clip(text, cells)])
          expect(stringWidth(line)).toBeLessThanOrEqual(cells);
        expect(stringWidth(toWidth(text, cells))).toBe(cells);
        expect(stringWidth(ends(text, 'right', cells))).toBeLessThanOrEqual(cells);
      }),
    );
  });

  it('loses nothing when it is wrapped', () => {
    fc.assert(
      fc.property(prose, width, (text, cells) => {
        const words = (lines: readonly string[]) => stripAnsi(lines.join('')).replaceAll(/\s/g, '');
        expect(words(wrap(text, cells))).toBe(words([text]));
        expect(stripAnsi(wrapExactly(text, cells).join(''))).toBe(stripAnsi(text));
      }),
    );
  });

  it('begins no line with a sign that French puts a space before', () => {
    expect(wrap('en regardant la courbe :', 22)).toEqual(['en regardant la', 'courbe :']);
    expect(wrap('on dit « qui marche »', 10)).toEqual(['on dit', '« qui', 'marche »']);
    expect(wrap('kubectl get :80', 12)).toEqual(['kubectl get', ':80']);
  });

  it('is as wide as the terminal makes it', () => {
    expect(widthOf('一步')).toBe(4);
    expect(widthOf('e\u0301')).toBe(1);
    expect(wrapExactly('a\tb', 80)).toEqual(['a       b']);
    expect(wrapExactly('12345678\tb', 80)).toEqual(['12345678        b']);
    expect(wrapExactly('', 80)).toEqual(['']);
  });

  it('is measured the quick way only where that is right', () => {
    const quick = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => simple.test(character),
    );
    expect(quick.length).toBeGreaterThan(400);
    expect(quick.filter((character) => stringWidth(character) !== 1)).toEqual([]);
    expect(stringWidth(quick.join(''))).toBe(quick.length);
  });

  it('says where it was cut', () => {
    expect(clip('kubectl get pods', 8)).toBe('kubectl…');
    expect(ends('a long title of a workshop', 'step 1', 20)).toBe('a long titl…  step 1');
  });

  it('of others does nothing to the terminal', () => {
    expect(harmless('\u001B]0;title\u0007a\u001B[2J\tb\r\nc\u0008\u009B31md')).toBe('a b cd');
  });
});
