import type { EditKey } from './editor.ts';
import type { Key, Press } from './key.ts';

const named: readonly (readonly [keyof Key, EditKey['type']])[] = [
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['home', 'home'],
  ['end', 'end'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/** The control keys that shells have taught everybody. */
const controls: Readonly<Record<string, EditKey['type']>> = {
  a: 'home',
  e: 'end',
  b: 'left',
  f: 'right',
  p: 'up',
  n: 'down',
  d: 'delete',
  h: 'backspace',
  k: 'kill-to-end',
  u: 'kill-to-start',
  w: 'kill-word',
};

/** What a key press does to a text that is being edited; undefined where it means nothing. */
export function editKey({ input, key }: Press): EditKey | undefined {
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name) return { type: name } as EditKey;
  // Enter alone runs the command; with Alt, and as Ctrl-J, it goes to a new line.
  if (input === '\n' || (key.return && key.meta)) return { type: 'insert', text: '\n' };
  if (key.ctrl) {
    const control = Object.hasOwn(controls, input) ? controls[input] : undefined;
    return control ? ({ type: control } as EditKey) : undefined;
  }
  if (key.meta || key.tab || key.escape || key.return) return undefined;
  return insert(input);
}

/** A pasted or typed text; of control characters only line ends and tabs are worth typing. */
export function insert(text: string): EditKey | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
  return clean === '' ? undefined : { type: 'insert', text: clean };
}
