import type { Check } from '../../schema.ts';
import type { ObjectName } from './objects.ts';
import type { Sorted } from './words.ts';

/** What a command does, as far as its words tell. */
export interface Effect {
  readonly checks: readonly Check[];
  /** The command that takes it back. */
  readonly undo?: string;
  readonly makes?: readonly ObjectName[];
  /** Objects that are otherwise from here on: what was true of them before may end. */
  readonly touches?: readonly ObjectName[];
}

export type Teller = (command: Sorted) => Effect | undefined;
