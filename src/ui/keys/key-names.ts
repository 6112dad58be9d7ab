import type { Key, Press } from './key.ts';

const named: readonly (readonly [keyof Key, string])[] = [
  ['escape', 'Esc'],
  ['upArrow', '↑'],
  ['downArrow', '↓'],
  ['leftArrow', '←'],
  ['rightArrow', '→'],
  ['pageUp', 'PgUp'],
  ['pageDown', 'PgDn'],
  ['home', 'Home'],
  ['end', 'End'],
  ['backspace', 'Backspace'],
  ['delete', 'Del'],
];

/** What keys are called elsewhere, in lower case. */
const aliases: Readonly<Record<string, string>> = {
  enter: 'Enter',
  return: 'Enter',
  space: 'Space',
  esc: 'Esc',
  escape: 'Esc',
  tab: 'Tab',
  'shift-tab': 'Shift-Tab',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pgup: 'PgUp',
  pageup: 'PgUp',
  'page-up': 'PgUp',
  pgdn: 'PgDn',
  pagedown: 'PgDn',
  'page-down': 'PgDn',
  home: 'Home',
  end: 'End',
  backspace: 'Backspace',
  del: 'Del',
  delete: 'Del',
};

/** The keys that are known by a name. */
export const keyNames: readonly string[] = [...new Set(Object.values(aliases))];

/** What a key is called: `j`, `Enter`, `Ctrl-C`, `Alt-x`, `↓`. Undefined for what is no key of its own. */
export function nameOfPress({ input, key }: Press): string | undefined {
  if (key.return) return key.meta ? 'Alt-Enter' : 'Enter';
  if (key.tab) return key.shift ? 'Shift-Tab' : 'Tab';
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name !== undefined) return name;
  if (input === '' || input === '\n') return undefined;
  if (key.ctrl) return `Ctrl-${input.toUpperCase()}`;
  if (key.meta) return `Alt-${input}`;
  return input === ' ' ? 'Space' : input;
}

const graphemes = new Intl.Segmenter();

/** The name of the key that somebody wrote down; undefined where a terminal sends nothing that would be told apart. */
export function parseKey(text: string): string | undefined {
  const known = aliases[text.toLowerCase()];
  if (known !== undefined) return known;
  if (keyNames.includes(text)) return text;
  const [, held = '', letter = ''] = /^(ctrl|c|alt|meta|m)[-+](.)$/iu.exec(text) ?? [];
  if (/^c/i.test(held)) return isToldApart(letter) ? `Ctrl-${letter.toUpperCase()}` : undefined;
  if (held !== '') return `Alt-${letter}`;
  if (text.trim() === '' || /\p{Cc}/u.test(text)) return undefined;
  return [...graphemes.segment(text)].length === 1 ? text : undefined;
}

/** With Ctrl, terminals send for some letters what they send for Backspace, Tab and Enter. */
function isToldApart(letter: string): boolean {
  return /[a-z]/i.test(letter) && !'hijm'.includes(letter.toLowerCase());
}
