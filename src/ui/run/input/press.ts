import { editKey, insert } from '../../keys/edit-keys.ts';
import { type EditKey, edit } from '../../keys/editor.ts';
import type { Press } from '../../keys/key.ts';
import { findInHistory, throughHistory } from './history.ts';
import type { Input } from './input.ts';

/** What becomes of an input: another one, or what was typed is accepted, or given up. */
export type Typed = Input | 'accepted' | 'cancelled';

/** What a key does while something is typed: Enter accepts it, Escape and Ctrl-C give up, all others edit. */
export function typed(press: Press, input: Input, history: readonly string[]): Typed {
  const { input: letter, key } = press;
  if (key.ctrl && letter === 'c') return 'cancelled';
  if (input.of !== 'search' && key.ctrl && letter === 'r')
    return findInHistory(input, history, input.find ?? '', input.back + 1);
  if (input.find !== undefined) return whileFinding(press, input, history);
  if (key.escape) return 'cancelled';
  if (key.return && !key.meta) return 'accepted';
  const change = editKey(press);
  return change ? changed(input, change, history) : input;
}

/** Pasted text, which never acts as keys. */
export function pasted(text: string, input: Input, history: readonly string[]): Input {
  const change = insert(text);
  if (!change) return input;
  if (input.find !== undefined && change.type === 'insert')
    return findInHistory(input, history, input.find + change.text, input.back);
  return changed(input, change, history);
}

/** Typing goes on looking, Escape goes back to what was typed before; every other key takes what was found. */
function whileFinding(press: Press, input: Input, history: readonly string[]): Typed {
  const { find = '', draft } = input;
  if (press.key.escape) return { ...input, text: draft, cursor: draft.length, back: 0, find: undefined };
  const change = editKey(press);
  if (change?.type === 'insert' && change.text !== '\n')
    return findInHistory(input, history, find + change.text, input.back);
  if (change?.type === 'backspace') return findInHistory(input, history, [...find].slice(0, -1).join(''), 1);
  return typed(press, { ...input, find: undefined }, history);
}

function changed(input: Input, change: EditKey, history: readonly string[]): Input {
  if (input.of === 'search') return { ...input, ...edit(input, onOneLine(change)) };
  const older = change.type === 'up' && !input.text.slice(0, input.cursor).includes('\n');
  const newer = change.type === 'down' && !input.text.slice(input.cursor).includes('\n');
  const other = older || newer ? throughHistory(input, history, older ? 'older' : 'newer') : undefined;
  return other ?? { ...input, ...edit(input, change) };
}

/** What is searched for is never longer than a line. */
function onOneLine(change: EditKey): EditKey {
  return change.type === 'insert' ? { ...change, text: change.text.replaceAll('\n', ' ') } : change;
}
