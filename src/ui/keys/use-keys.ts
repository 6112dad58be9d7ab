import { useInput, usePaste } from 'ink';
import { type Press, pressesOf } from './key.ts';

/** Calls back with every key press, one at a time, and with what is pasted as a whole. */
export function useKeys(onPress: (press: Press) => void, onPaste: (text: string) => void): void {
  useInput((input, key) => {
    for (const press of pressesOf({ input, key })) onPress(press);
  });
  // Asked for even where pasting means nothing: pasted text must never act as keys.
  usePaste(onPaste);
}
