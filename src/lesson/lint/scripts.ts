import type { LessonFile } from '../schema.ts';
import type { Source } from '../source.ts';
import { nodeAt, type Path } from '../yaml/locate.ts';
import type { YamlNode } from '../yaml/tree.ts';

/** A command of lesson.yaml. */
export interface Script {
  /** The step's place in the lesson, from 0. */
  readonly step: number;
  readonly id: string;
  readonly what: 'run' | 'undo' | 'resume' | 'check';
  readonly text: string;
  /** Where a character of the text is written. */
  at(index: number): number;
}

export function scriptsOf({ steps }: LessonFile, source: Source, root: YamlNode): Script[] {
  return steps.flatMap((step, index) => {
    const script = (what: Script['what'], text: string | undefined, path: Path): Script[] => {
      const node = nodeAt(root, ['steps', index, ...path]);
      if (text === undefined || !node) return [];
      return [{ step: index, id: step.id, what, text, at: (place) => offsetIn(source, node, text, place) }];
    };
    const checks = (step.checks ?? []).flatMap((check, at) =>
      'command' in check ? script('check', check.command, ['checks', at, 'command']) : [],
    );
    return [
      ...script('run', step.run, ['run']),
      ...checks,
      ...script('undo', step.undo, ['undo']),
      ...script('resume', step.resume, ['resume']),
    ];
  });
}

/**
 * Where the character at `index` of a value is written: its lines are looked for one after the other, because a block
 * is indented. A value whose escapes or folds make it read otherwise has only its beginning.
 */
export function offsetIn(source: Source, node: YamlNode, text: string, index: number): number {
  const before = text.slice(0, index).split('\n');
  const lines = text.split('\n').slice(0, before.length);
  let from = node.offset;
  for (const [at, line] of lines.entries()) {
    const found = source.text.indexOf(line, from);
    if (found < 0) return node.offset;
    if (at === lines.length - 1) return found + (before.at(-1)?.length ?? 0);
    from = found + line.length;
  }
  return node.offset;
}
