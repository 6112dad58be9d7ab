import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/program.ts';

const made: string[] = [];

/** A copy of the DockerCoins lesson in which a text is another. @throws Error when the lesson does not have the text */
export function editedLesson(from: string, to: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'pilotage-lesson-'));
  made.push(dir);
  cpSync(join(root, 'lessons', 'dockercoins'), dir, { recursive: true });
  const file = join(dir, 'lesson.yaml');
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`the lesson has no "${from}"`);
  writeFileSync(
    file,
    text.replace(from, () => to),
  );
  return dir;
}

export function removeEdited(): void {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
}
