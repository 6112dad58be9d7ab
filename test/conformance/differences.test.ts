import { expect, test } from 'vitest';
import { dishonest, namedLines, readDifferences } from './differences.ts';
import { readThemes } from './pass.ts';
import { formatTheme, parseTheme } from './theme.ts';

const themes = readThemes();
const differences = readDifferences();

test('the table is long enough', () => {
  expect(themes.flatMap(namedLines).length).toBeGreaterThan(400);
  const onReal = themes.filter(({ practiceOnly }) => practiceOnly === undefined).flatMap(namedLines);
  expect(onReal.length).toBeGreaterThan(200);
});

test('every difference to the real cluster and of our own kubectl has a reason, and every reason a difference', () => {
  expect(dishonest(themes, differences)).toEqual([]);
});

test('few differences are accepted without an explanation', () => {
  const accepted = differences.filter(({ because }) => because === 'accepted').flatMap(({ lines }) => lines);
  expect(accepted.length).toBeLessThan(10);
});

test('a theme is written as it is read', () => {
  for (const theme of themes) {
    const text = formatTheme(theme);
    expect(formatTheme(parseTheme(theme.name, text))).toBe(text);
  }
});
