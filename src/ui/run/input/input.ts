import type { Edit } from '../../keys/editor.ts';

/** A line or more being typed, and what for: the step's command, one of the learner's own, or what to search for. */
export interface Input extends Edit {
  readonly of: 'command' | 'aside' | 'search';
  /** How many commands back in the history one is; 0 is what was typed. */
  readonly back: number;
  /** What was typed before one went back. */
  readonly draft: string;
  /** What one looks for in the history; undefined while one does not. */
  readonly find: string | undefined;
}

export function inputOf(of: Input['of'], text = ''): Input {
  return { of, text, cursor: text.length, back: 0, draft: text, find: undefined };
}
