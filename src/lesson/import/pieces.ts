import type { Place, Remark } from './remark.ts';

type Content =
  /** A slide, or the section of an article, begins. */
  | { readonly type: 'break' }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'prose'; readonly markdown: string }
  /** Something to do that has no command. `isAlone`: the exercise asks for nothing else. */
  | { readonly type: 'task'; readonly markdown: string; readonly isAlone: boolean }
  | { readonly type: 'command'; readonly script: string; readonly task?: string }
  /** What a command is said to print. */
  | { readonly type: 'output'; readonly markdown: string; readonly text: string; readonly language: string }
  | { readonly type: 'notes'; readonly markdown: string }
  /** What the source's own runner waited for in the output of the command before. */
  | { readonly type: 'wait'; readonly text: string }
  /** The source's own runner ended the command before. */
  | { readonly type: 'interrupt' }
  /** A script that proves what was done up to here. */
  | { readonly type: 'verify'; readonly script: string };

/** What a source is made of, whatever its format. */
export type Piece = Place & Content;

/** A source as its reader understood it. */
export interface Reading {
  readonly title?: string | undefined;
  readonly language?: string | undefined;
  readonly pieces: readonly Piece[];
  readonly remarks: readonly Remark[];
}
