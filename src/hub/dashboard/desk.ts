import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role } from '../protocol/protocol.ts';
import type { Command } from './commands.ts';
import type { Spoken } from './i18n/spoken.ts';

/** What can be open above the page. */
export type Sheet =
  | { readonly kind: 'learner'; readonly id: string }
  | { readonly kind: 'step'; readonly id: string }
  | { readonly kind: 'message'; readonly to: string | null }
  | { readonly kind: 'everyone' | 'end' | 'links' | 'keys' };

/** What the parts of the page share. */
export interface Desk {
  readonly spoken: Spoken;
  readonly role: Role;
  /** False once the room has ended: nothing is to be asked of it any more. */
  readonly open: boolean;
  /** Asks the room for something, and says so where it went wrong. @returns whether it was done */
  readonly act: (command: Command, said?: string) => Promise<boolean>;
  readonly show: (sheet: Sheet | null) => void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('outside of the page');
  return desk;
}
