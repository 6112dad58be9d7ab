import { useInput, usePaste, useStdin } from 'ink';
import { useEffect, useEffectEvent } from 'react';
import { type Wheel, WheelReader } from '../terminal/mouse.ts';
import { type Press, pressesOf } from './key.ts';

/** Calls back with every key press, one at a time, with what is pasted as a whole, and with turns of the wheel. */
export function useKeys(
  onPress: (press: Press) => void,
  onPaste: (text: string) => void,
  onWheel: (wheel: Wheel) => void,
): void {
  useInput((input, key) => {
    for (const press of pressesOf({ input, key })) onPress(press);
  });
  // Asked for even where pasting means nothing: pasted text must never act as keys.
  usePaste(onPaste);
  const { stdin } = useStdin();
  const turned = useEffectEvent(onWheel);
  // Ink takes reports of the mouse out of the keys and tells nobody. After the above: it is Ink who reads.
  useEffect(() => {
    const reader = new WheelReader();
    const read = (piece: Buffer | string) => reader.read(String(piece)).forEach(turned);
    stdin.on('data', read);
    return () => void stdin.off('data', read);
  }, [stdin]);
}
