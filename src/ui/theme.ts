import { chalk } from './colours.ts';
import { parseTheme, type ThemeName } from './themes/names.ts';
import { type Background, type Palette, palettes } from './themes/palettes.ts';

type Style = (text: string) => string;

/** What colours mean. Nothing is told by colour alone: marks and words say it too. */
export const theme = {
  title: chalk.bold as Style,
  strong: chalk.bold as Style,
  emphasis: chalk.italic as Style,
  link: chalk.underline as Style,
  key: chalk.bold as Style,
  ...stylesOf(palettes.standard.dark),
};

export const marks = {
  green: '✓',
  red: '✗',
  /** Not known yet. */
  pending: '·',
  /** Known, and not what it should be: no fault while nothing has been done for it. */
  notYet: '○',
  done: '✓',
  failed: '✗',
  skipped: '-',
  here: '▸',
} as const;

let chosen: ThemeName = 'auto';
let version = 0;

/** From now on everything is written in this theme; on a dark ground until somebody knows better. */
export function chooseTheme(name: ThemeName): void {
  chosen = name;
  apply('dark');
}

/** The theme follows the terminal's ground, so that it is worth asking for. */
export function followsBackground(): boolean {
  return parseTheme(chosen).background === undefined;
}

export function setBackground(background: Background): void {
  apply(background);
}

/** Counts up whenever what was written before looks different now. */
export function themeVersion(): number {
  return version;
}

function apply(terminal: Background): void {
  const { palette, background = terminal } = parseTheme(chosen);
  Object.assign(theme, stylesOf(palettes[palette][background]));
  version++;
}

function stylesOf(palette: Palette): Readonly<Record<keyof Palette, Style>> {
  const styles = Object.entries(palette).map(([use, words]) => [use, styleOf(words)] as const);
  return Object.fromEntries(styles) as Record<keyof Palette, Style>;
}

function styleOf(words: string): Style {
  return words
    .split(' ')
    .reduce(
      (style, word) => (word.startsWith('#') ? style.hex(word) : style[word as 'bold' | 'dim' | 'cyan']),
      chalk,
    );
}
