import type { BuildTarget } from '../api.ts';
import { copyWords } from './file-steps.ts';
import type { Ignores } from './ignore.ts';
import type { PlannedStage } from './plan.ts';
import { findSources, totalSize } from './source-files.ts';

/**
 * Bytes of the context that the stages copy, as far as their names need no variables; undefined when they copy nothing.
 */
export async function contextSize(
  stages: readonly PlannedStage[],
  target: BuildTarget,
  ignores: Ignores,
  escapeChar: string,
): Promise<number | undefined> {
  const copies = stages
    .flatMap((stage) => stage.instructions)
    .filter(({ name, flags }) => (name === 'COPY' || name === 'ADD') && flags.from === undefined);
  if (copies.length === 0) return undefined;
  const words = new Set(copies.flatMap((instruction) => copyWords(instruction, escapeChar).slice(0, -1)));
  let size = 0;
  for (const word of words) {
    if (!word.includes('$') && !word.includes('://'))
      size += totalSize(await findSources(target.context, word, ignores));
  }
  return size;
}
