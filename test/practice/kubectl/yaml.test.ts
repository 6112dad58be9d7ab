import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { expect, it } from 'vitest';
import { toYaml } from '../../../src/practice/tools/kubectl/printers/yaml.ts';

it.each([
  // What the real kubectl prints of these texts, as values of a config map.
  ['plain', 'plain'],
  ['12', '"12"'],
  ['1e3', '"1e3"'],
  ['0x1f', '"0x1f"'],
  ['1.2.3', '1.2.3'],
  ['true', '"true"'],
  ['yes', '"yes"'],
  ['y', '"y"'],
  ['null', '"null"'],
  ['~', '"~"'],
  ['', '""'],
  ['2026-11-21', '"2026-11-21"'],
  ['12:30', '"12:30"'],
  ['a: b', "'a: b'"],
  ['a:b', 'a:b'],
  ['a #b', "'a #b'"],
  ['#a', "'#a'"],
  ['- a', "'- a'"],
  ['-a', '-a'],
  ['*', "'*'"],
  ['@a', "'@a'"],
  ["it's", "it's"],
  ["'it", "'''it'"],
  [' a', "' a'"],
  ['a ', "'a '"],
  ['[a', "'[a'"],
  ['{a', "'{a'"],
  ['%a', "'%a'"],
  ['a\tb', '"a\\tb"'],
  ['é', 'é'],
  ['a\nb', '|-\n  a\n  b'],
  ['a\nb\n', '|\n  a\n  b'],
  ['a\n\n', '|+\n  a\n'],
  [' a\nb', '|2-\n   a\n  b'],
  ['a \nb', '"a \\nb"'],
])('%j is written as kubectl writes it', (value, written) => {
  expect(toYaml({ k: value })).toBe(`k: ${written}\n`);
});

it('breaks long texts at a space beyond the eightieth column, as Go does', () => {
  const value = 'words '.repeat(30).trim();
  const lines = toYaml({ message: value }).trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe(`message: ${'words '.repeat(13).trim()}`);
  expect(lines[1]).toMatch(/^ {2}words /);
});

const text = fc.string({ unit: 'grapheme' });
const value = fc.letrec((tie) => ({
  any: fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null), tie('list'), tie('map')),
  list: fc.array(tie('any'), { maxLength: 4 }),
  map: fc.dictionary(
    fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter((key) => key !== '__proto__'),
    tie('any'),
    { maxKeys: 4 },
  ),
})).map;

it('is read back as what it was', () => {
  fc.assert(
    fc.property(value, (object) => {
      expect(loadAll(toYaml(object))).toEqual([object]);
    }),
    { numRuns: 500 },
  );
});
