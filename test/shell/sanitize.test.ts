// Escapes are what is looked for here.
// biome-ignore-all lint/suspicious/noControlCharactersInRegex: see above
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Sanitizer } from '../../src/shell/sanitize.ts';

const clean = (text: string) => new Sanitizer().write(text);

describe('Sanitizer', () => {
  test.each([
    ['plain text, tabs and line ends', 'a\tb\r\nc\rd\be', 'a\tb\r\nc\rd\be'],
    [
      'colours and attributes',
      '\x1b[1;38;5;9mred\x1b[m \x1b[4:3mwavy\x1b[0m',
      '\x1b[1;38;5;9mred\x1b[m \x1b[4:3mwavy\x1b[0m',
    ],
    ['cursor movement and erasing', 'a\x1b[2J\x1b[H\x1b[1A\x1b[10;20Hb\x1b[K', 'ab'],
    ['modes', '\x1b[?25l\x1b[?1049h\x1b[?2004hx\x1b[?25h', 'x'],
    ['what only looks like a colour', '\x1b[>4;2mx\x1b[?4my\x1b[1 mz', 'xyz'],
    ['titles', 'a\x1b]0;title\x07b\x1b]2;title\x1b\\c', 'abc'],
    ['the clipboard', 'a\x1b]52;c;ZXZpbA==\x07b', 'ab'],
    ['links, but for their text', '\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['device control and private strings', 'a\x1bP+q\x1b\\b\x1b_x\x1b\\c\x1b^x\x1b\\d\x1bXx\x1b\\e', 'abcde'],
    ['character sets and resets', '\x1b(B\x1b)0\x1bc\x1b7\x1b8\x1b=\x1b>x', 'x'],
    ['one-byte controls', '\x9b31mred\x9b2J\x9d0;title\x9cx\x85y', '\x1b[31mredxy'],
    ['bells and other controls', 'a\x00\x07\x0b\x0c\x0e\x0f\x7fb', 'ab'],
    ['a sequence that is broken off by another', 'a\x1b[3\x1b[31mb', 'a\x1b[31mb'],
    ['a string without an end, up to the end of its line', 'a\x1b]0;oops\nnext', 'a\nnext'],
    ['an escape before something else', 'a\x1b\nb\x1bé', 'a\nbé'],
    ['a sequence of an absurd length', `a\x1b[${'1;'.repeat(1000)}`, 'a'],
  ])('%s', (_, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      '\x1b',
      '\x1b[',
      '\x1b]',
      '\x1bP',
      '\x9b',
      '\x9d',
      '\x07',
      '\x1b\\',
      '\n',
      '\r',
      'm',
      '31',
      ';',
      '2J',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const stream = fc.array(piece, { maxLength: 30 });

  test('however the output is cut into pieces, the result is the same', () => {
    fc.assert(
      fc.property(stream, (pieces) => {
        const sanitizer = new Sanitizer();
        const whole = clean(pieces.join(''));
        expect(pieces.map((one) => sanitizer.write(one)).join('')).toBe(whole);
        const byCharacter = new Sanitizer();
        expect([...pieces.join('')].map((one) => byCharacter.write(one)).join('')).toBe(whole);
      }),
    );
  });

  test('nothing but colours is left of control sequences, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(stream, (pieces) => {
        const once = clean(pieces.join(''));
        expect(once.replaceAll(/\x1b\[[\d;:]*m/g, '')).not.toMatch(/[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
        expect(clean(once)).toBe(once);
      }),
    );
  });
});
