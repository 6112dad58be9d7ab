import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from './program.ts';

type Edit = { why: string } & (
  | { copy: string; to: string }
  | { file: string; find: string; replace: string }
);

/** Does to a lesson what a list of edits by hand says. @returns how many there are */
export function applyEdits(list: string, lesson: string): number {
  const edits = load(readFileSync(list, 'utf8')) as Edit[];
  for (const edit of edits) {
    if ('copy' in edit) cpSync(join(root, edit.copy), join(lesson, edit.to), { recursive: true });
    else {
      const file = join(lesson, edit.file);
      const parts = readFileSync(file, 'utf8').split(edit.find);
      if (parts.length !== 2)
        throw new Error(`${edit.why}: ${parts.length - 1} places of ${edit.file} have\n${edit.find}`);
      writeFileSync(file, parts.join(edit.replace));
    }
  }
  return edits.length;
}
