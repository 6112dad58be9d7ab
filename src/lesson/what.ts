import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLanguage, type Language } from '../base/languages.ts';
import { errorAt, type Finding } from './finding.ts';
import { readSource } from './read.ts';
import { checkShape } from './rules/shape.ts';
import { type StepIds, stepFindings, stepIds, stepLines } from './rules/steps.ts';
import { isObject } from './rules/values.ts';
import type { LessonFile } from './schema.ts';
import { createSource, type Source } from './source.ts';
import { parseYaml } from './yaml/parse.ts';
import type { YamlNode } from './yaml/tree.ts';

/** A file of a lesson, for its hash. */
export type Part = readonly [name: string, bytes: Uint8Array];

/** What lesson.yaml says, and as much of it as can be told where it is not valid. */
export interface What {
  readonly exists: boolean;
  readonly file?: LessonFile | undefined;
  readonly text?: { readonly source: Source; readonly root: YamlNode };
  readonly id: string;
  readonly steps?: StepIds | undefined;
  readonly stepLines?: readonly number[];
  /** The languages that the lesson must be written in. */
  readonly languages: readonly Language[];
  readonly parts: readonly Part[];
  readonly findings: Finding[];
}

/** Reads the lesson.yaml of a directory, and everything that is wrong with it. */
export async function readWhat(dir: string): Promise<What> {
  const path = join(dir, 'lesson.yaml');
  const read = await readSource(path);
  if (!read) {
    const message = (await directoryAt(dir))
      ? 'there is no lesson.yaml here'
      : `there is no directory ${dir}`;
    const fix = 'name a directory with a lesson.yaml in it';
    const findings = [errorAt(createSource(path, ''), 0, 'file-missing', message, fix)];
    return { exists: false, id: '', languages: [], parts: [], findings };
  }
  const { source, bytes } = read;
  const { parsed, findings } = parseYaml(source);
  const all = [...read.findings, ...findings];
  const known = { exists: true, parts: [['lesson.yaml', bytes] as const] };
  if (!parsed) return { ...known, id: '', languages: ['en'], findings: all };
  const shape = checkShape(source, parsed);
  return {
    ...known,
    file: shape.file,
    text: { source, root: parsed.root },
    id: shape.file?.id ?? '',
    steps: stepIds(parsed.root),
    stepLines: stepLines(source, parsed.root),
    languages: declaredLanguages(parsed.value),
    findings: [...all, ...shape.findings, ...stepFindings(source, parsed)],
  };
}

function declaredLanguages(value: unknown): Language[] {
  const declared = isObject(value) && Array.isArray(value.languages) ? value.languages : [];
  return ['en', ...declared.filter((name) => typeof name === 'string' && isLanguage(name))];
}

/** The path, if a directory is there. */
export async function directoryAt(path: string): Promise<string | undefined> {
  const is = await stat(path).catch(() => undefined);
  return is?.isDirectory() ? path : undefined;
}
