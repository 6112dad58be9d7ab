import type { Key as InkKey } from 'ink';

/** The keys that print nothing, and those held with another; all false for a character. */
export type Key = Pick<
  InkKey,
  | 'upArrow'
  | 'downArrow'
  | 'leftArrow'
  | 'rightArrow'
  | 'pageUp'
  | 'pageDown'
  | 'home'
  | 'end'
  | 'return'
  | 'escape'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'ctrl'
  | 'meta'
  | 'shift'
>;

/** One key press: the text that it types, if any, and the key itself. */
export interface Press {
  readonly input: string;
  readonly key: Key;
}

const none: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  backspace: false,
  delete: false,
  ctrl: false,
  meta: false,
  shift: false,
};

export function press(input: string, key: Partial<Key> = {}): Press {
  return { input, key: { ...none, ...key } };
}

const graphemes = new Intl.Segmenter();

/**
 * What was typed, as one press a character. Over a slow line, and where a key is held down, a terminal sends several
 * characters at once, and Ink hands them on as one text.
 */
export function pressesOf({ input, key }: Press): Press[] {
  if (input.length <= 1 || key.ctrl || key.meta) return [{ input, key }];
  return Array.from(graphemes.segment(input), ({ segment }) => pressOf(segment));
}

function pressOf(character: string): Press {
  if (character === '\r' || character === '\r\n') return press('', { return: true });
  if (character === '\t') return press('', { tab: true });
  const code = character.charCodeAt(0);
  // Terminals send the letters of the alphabet as 1 to 26 while Ctrl is held.
  if (character !== '\n' && code >= 1 && code <= 26)
    return press(String.fromCharCode(code + 96), { ctrl: true });
  return press(character);
}
