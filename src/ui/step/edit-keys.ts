import type { Key } from 'ink';
import type { EditKey } from '../editor.ts';

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
  d: 'delete',
  k: 'kill-to-end',
  u: 'kill-to-start',
  w: 'kill-word',
};

/** What a key press does to a text that is being edited; undefined where it means nothing. */
export function editKey(input: string, key: Key): EditKey | undefined {
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name) return { type: name } as EditKey;
  if (key.ctrl) {
    const control = controls[input];
    return control ? ({ type: control } as EditKey) : undefined;
  }
  if (key.meta || key.tab || key.escape || key.return || input === '') return undefined;
  return { type: 'insert', text: input.replaceAll('\r\n', '\n').replaceAll('\r', '\n') };
}
