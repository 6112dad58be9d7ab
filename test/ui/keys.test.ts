import { describe, expect, it } from 'vitest';
import { press, pressesOf } from '../../src/ui/keys/key.ts';
import { clashesOf, intentOf } from '../../src/ui/keys/keymap.ts';

const meanings = (input: string) => pressesOf(press(input)).map((one) => intentOf(one));

describe('what was typed', () => {
  it('is one press a character, also where a terminal sends many at once', () => {
    expect(meanings('jjk')).toEqual(['down', 'down', 'up']);
    expect(meanings('e\r\r')).toEqual(['edit', 'primary', 'primary']);
    expect(meanings('x\u0006\t')).toEqual(['skip', 'page-down', 'pane']);
  });

  it('keeps characters that are several code points together', () => {
    expect(pressesOf(press('👩🏽‍🚀é')).map(({ input }) => input)).toEqual(['👩🏽‍🚀', 'é']);
  });

  it('means one thing', () => {
    expect(clashesOf({})).toEqual([]);
  });

  it('means nothing where it means nothing', () => {
    expect(meanings('zZ0é\n')).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(intentOf(press('q', { meta: true }))).toBeUndefined();
    expect(intentOf(press('s', { ctrl: true }))).toBeUndefined();
  });
});
