import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { lintLesson } from '../../src/lesson/lint/lint.ts';
import type { Lesson } from '../../src/lesson/load.ts';
import type { LessonFile } from '../../src/lesson/schema.ts';
import { syntaxFaults } from '../../src/shell/syntax.ts';

/** Says which rule of lint has something against a lesson.yaml and has nothing against the one that there is. */
export class LintedCopy {
  readonly #dir = mkdtempSync(join(tmpdir(), 'pilotage-meta-'));
  readonly #usual: Promise<ReadonlySet<string>>;

  constructor(lesson: Lesson) {
    cpSync(lesson.dir, this.#dir, { recursive: true });
    this.#usual = this.#findings(lesson.file).then((found) => new Set(found.keys()));
  }

  async complaint(file: LessonFile): Promise<string | undefined> {
    const usual = await this.#usual;
    const found = await this.#findings(file);
    for (const [key, rule] of found) if (!usual.has(key)) return rule;
    return undefined;
  }

  [Symbol.dispose](): void {
    rmSync(this.#dir, { recursive: true });
  }

  /** By what they say, but not where: a change moves what comes after it. Comments, which excuse some, are gone here. */
  async #findings(file: LessonFile): Promise<Map<string, string>> {
    writeFileSync(join(this.#dir, 'lesson.yaml'), dump(file, { lineWidth: -1 }));
    const found = await lintLesson(this.#dir, { syntaxFaults });
    const errors = found.filter(({ severity }) => severity === 'error');
    return new Map(errors.map(({ rule, message }) => [`${rule}: ${message}`, rule]));
  }
}
