import type { Block } from './blocks.ts';

/** A question of a step: what is asked, what can be answered, and what is said of the answer. */
export interface Question {
  readonly id: string;
  readonly prompt: readonly Block[];
  /** By their numbers, from 1 on. */
  readonly choices: readonly (readonly Block[])[];
  readonly explanation: readonly Block[];
  /** The line, from 1, of the comment that starts it. */
  readonly line: number;
}

/** The first numbered list has the choices; what asks stands above it, what explains below. */
export function questionOf(id: string, line: number, blocks: readonly Block[]): Question {
  const at = blocks.findIndex((block) => block.type === 'list' && block.ordered);
  const list = blocks[at];
  return {
    id,
    line,
    prompt: at === -1 ? blocks : blocks.slice(0, at),
    choices: list?.type === 'list' ? list.items.map(({ children }) => children) : [],
    explanation: at === -1 ? [] : blocks.slice(at + 1),
  };
}
