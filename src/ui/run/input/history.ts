import type { Input } from './input.ts';

/** The input with the command before or after the one in it; undefined where there is none. */
export function throughHistory(
  input: Input,
  history: readonly string[],
  direction: 'older' | 'newer',
): Input | undefined {
  const back = input.back + (direction === 'older' ? 1 : -1);
  if (back < 0 || back > history.length) return undefined;
  const draft = input.back === 0 ? input.text : input.draft;
  return withText({ ...input, draft }, back, back === 0 ? draft : (history.at(-back) ?? ''));
}

/** Looks for a text in the history, from a command on to older ones. What is not there leaves the input as it was. */
export function findInHistory(input: Input, history: readonly string[], find: string, from: number): Input {
  const draft = input.back === 0 && input.find === undefined ? input.text : input.draft;
  if (find === '') return { ...withText({ ...input, draft }, 0, draft), find };
  for (let back = Math.max(1, from); back <= history.length; back++) {
    const command = history.at(-back) ?? '';
    if (command.includes(find)) return { ...withText({ ...input, draft }, back, command), find };
  }
  return { ...input, draft, find };
}

function withText(input: Input, back: number, command: string): Input {
  const text = command.trimEnd();
  return { ...input, back, text, cursor: text.length };
}
