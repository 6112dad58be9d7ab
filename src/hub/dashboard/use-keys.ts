import { useLayoutEffect } from 'preact/hooks';
import { type Class, nextGate } from './class.ts';
import type { Desk } from './desk.ts';

/** Keys for what an instructor does all the time, wherever the focus is but where one writes. */
export function useKeys(room: Class, { role, open, act, show }: Desk, isSheetOpen: boolean): void {
  // With the change, not after its frame: a key pressed as soon as a sheet is gone would still be the sheet's.
  useLayoutEffect(() => {
    const leads = role === 'instructor' && open;
    const press = (event: KeyboardEvent) => {
      if (isSheetOpen || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const next = nextGate(room);
      if (event.key === '?') show({ kind: 'keys' });
      else if (event.key === '/') document.querySelector<HTMLElement>('input[type=search]')?.focus();
      else if (event.key === 'm' && open) show({ kind: 'message', to: null });
      else if (event.key === 'p' && leads) void act({ type: 'paused', on: !room.state.paused });
      else if (event.key === 'n' && leads && next) void act({ type: 'gate-set', step: next.id });
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}
