import { accidents, wrongVerbsIn } from '../lint/accidents.ts';
import type { Piece } from './pieces.ts';
import { type Outcome, type Remark, remark } from './remark.ts';

export interface Repair {
  readonly text: string;
  /** What was done, in a few words each. */
  readonly done: readonly string[];
  /** What is wrong and could not be mended. */
  readonly left: readonly string[];
}

/** Undoes what word processors and translation programs do to commands. */
export function repaired(script: string): Repair {
  const done: string[] = [];
  const left: string[] = [];
  let text = script;
  for (const { pattern, message, right } of Object.values(accidents)) {
    const found = text.match(pattern);
    if (!found) continue;
    for (const one of new Set(found)) done.push(message(one));
    text = text.replaceAll(pattern, right);
    if (pattern === accidents['split-variable'].pattern) text = withoutSplitPath(text);
  }
  // From the end on, so that the places before stay where they are.
  for (const { program, verb, index, meant, isTranslated } of wrongVerbsIn(text).toReversed()) {
    const isThere = isTranslated && meant !== undefined && text.startsWith(verb, index);
    if (isThere) {
      text = text.slice(0, index) + meant + text.slice(index + verb.length);
      done.push(`\`${program} ${verb}\` is \`${program} ${meant}\`, translated`);
    } else left.push(`${program} has no verb \`${verb}\``);
  }
  return { text, done, left };
}

/** `$REGISTRY / v2 / _catalog` was one word before its $ was cut off. */
function withoutSplitPath(text: string): string {
  return text.replaceAll(/\$\w+(?: \/ \w+)+/g, (path) => path.replaceAll(' / ', '/'));
}

/** The same for the code within prose; what stands between is left alone. */
export function repairedProse(markdown: string): Repair {
  const done: string[] = [];
  const text = markdown
    .split('\n')
    .map((line) => {
      // `a`,` b`: a space that belongs before the code ended up in it.
      const spaced = line.replaceAll(/(?<=[,;])` ([^`\s][^`]*)`/g, (found, code: string) => {
        done.push(`${found} had its space inside`);
        return ` \`${code}\``;
      });
      return spaced.replaceAll(/(?<!`)`(?!`)([^`]+)`(?!`)/g, (found, code: string) => {
        const mended = repaired(code);
        done.push(...mended.done);
        return mended.done.length > 0 ? `\`${mended.text}\`` : found;
      });
    })
    .join('\n')
    .replaceAll(/库[本伯][内纳]特斯?/g, (found) => {
      done.push(`${found} is Kubernetes, by its sound`);
      return 'Kubernetes';
    });
  return { text, done, left: [] };
}

/** The pieces with their prose repaired; commands are repaired with their steps. */
export function withRepairedProse(pieces: readonly Piece[]): Outcome<Piece[]> {
  const remarks: Remark[] = [];
  const result = pieces.map((piece): Piece => {
    const mend = (markdown: string) => {
      const { text, done } = repairedProse(markdown);
      for (const what of new Set(done)) remarks.push(remark(piece, 'repaired', `in the prose: ${what}`));
      return text;
    };
    if (piece.type === 'heading') return { ...piece, text: mend(piece.text) };
    if (piece.type === 'command')
      return { ...piece, ...(piece.task !== undefined && { task: mend(piece.task) }) };
    return 'markdown' in piece ? { ...piece, markdown: mend(piece.markdown) } : piece;
  });
  return { result, remarks };
}
