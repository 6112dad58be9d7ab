import { readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLanguage, type Language, languages } from '../base/languages.ts';
import { listFiles } from './files.ts';
import { errorAt, type Finding, inFileOrder } from './finding.ts';
import { hashOf } from './hash.ts';
import { coverageFindings } from './prose/coverage.ts';
import { questionFindings } from './prose/question-coverage.ts';
import { type Prose, parseProse } from './prose.ts';
import { readSource } from './read.ts';
import { checkShape } from './rules/shape.ts';
import { type StepIds, stepFindings, stepIds, stepLines } from './rules/steps.ts';
import { isObject } from './rules/values.ts';
import type { LessonFile } from './schema.ts';
import { createSource, type Source } from './source.ts';
import { parseYaml } from './yaml/parse.ts';
import type { YamlNode } from './yaml/tree.ts';

/** A lesson as it lies in a directory. */
export interface Lesson {
  readonly dir: string;
  readonly id: string;
  readonly file: LessonFile;
  /** English is always there. */
  readonly prose: ReadonlyMap<Language, Prose>;
  /** What the learner's working directory starts with, if anything. */
  readonly filesDir: string | undefined;
  /** The line of each step in lesson.yaml, from 1. */
  readonly stepLines: readonly number[];
  /** Changes whenever a file of the lesson does. */
  readonly hash: string;
  /** Changes whenever one of those in `filesDir` does. */
  readonly filesHash: string;
}

/** The text of a lesson, and where everything in it stands. */
export interface Written {
  /** lesson.yaml. */
  readonly source: Source;
  readonly root: YamlNode;
  /** Its prose. */
  readonly pages: ReadonlyMap<Language, Source>;
}

export interface Inspection {
  /** Both are there if nothing is wrong that would keep a learner from it. */
  readonly lesson?: Lesson;
  readonly written?: Written;
  readonly findings: Finding[];
}

type Part = readonly [name: string, bytes: Uint8Array];

/** Reads a lesson and everything that is wrong with it, in file order; there is a lesson if nothing is. */
export async function inspectLesson(dir: string): Promise<Inspection> {
  const what = await readWhat(dir);
  if (!what.exists) return { findings: what.findings };
  const said = await readProse(dir, what);
  const findings = inFileOrder([...what.findings, ...said.findings]);
  if (!what.file || !what.text || findings.some(({ severity }) => severity === 'error')) return { findings };
  const filesDir = await directoryAt(join(dir, 'files'));
  const given = filesDir ? await partsOf(filesDir) : [];
  const parts = [...what.parts, ...said.parts, ...given];
  const { id } = what.file;
  const lesson = {
    dir,
    id,
    file: what.file,
    prose: said.prose,
    filesDir,
    stepLines: what.stepLines ?? [],
    hash: hashOf(parts),
    filesHash: hashOf(given),
  };
  return { lesson, written: { ...what.text, pages: said.sources }, findings };
}

/** What lesson.yaml says, and as much of it as can be told where it is not valid. */
interface What {
  readonly exists: boolean;
  readonly file?: LessonFile | undefined;
  readonly text?: Pick<Written, 'source' | 'root'>;
  readonly id: string;
  readonly steps?: StepIds | undefined;
  readonly stepLines?: readonly number[];
  /** The languages that the lesson must be written in. */
  readonly languages: readonly Language[];
  readonly parts: readonly Part[];
  readonly findings: Finding[];
}

async function readWhat(dir: string): Promise<What> {
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

async function readProse(dir: string, what: What) {
  const prose = new Map<Language, Prose>();
  const sources = new Map<Language, Source>();
  const parts: Part[] = [];
  const findings: Finding[] = [];
  for (const language of languages) {
    const name = `${language}.md`;
    const path = join(dir, name);
    const read = await readSource(path);
    if (!read) {
      if (!what.languages.includes(language)) continue;
      const fix =
        language === 'en' ? 'every lesson is written in English' : 'lesson.yaml lists this language';
      findings.push(
        errorAt(createSource(path, ''), 0, 'file-missing', `there is no ${name}`, `write it: ${fix}`),
      );
      continue;
    }
    const parsed = parseProse(read.source, language, what.id);
    prose.set(language, parsed.prose);
    sources.set(language, read.source);
    parts.push([name, read.bytes]);
    findings.push(...read.findings, ...parsed.findings);
    if (what.steps && parsed.readable) findings.push(...coverageFindings(read.source, parsed, what.steps));
    if (what.file && parsed.readable)
      findings.push(...questionFindings(read.source, parsed.prose, what.file));
  }
  return { prose, sources, parts, findings };
}

async function partsOf(filesDir: string): Promise<Part[]> {
  const parts: Part[] = [];
  for (const path of await listFiles(filesDir)) {
    const full = join(filesDir, path);
    // A link counts as where it leads, even if nothing is there.
    const link = await readlink(full).catch(() => undefined);
    parts.push([`files/${path}`, link === undefined ? await readFile(full) : Buffer.from(link)]);
  }
  return parts;
}

async function directoryAt(path: string): Promise<string | undefined> {
  const is = await stat(path).catch(() => undefined);
  return is?.isDirectory() ? path : undefined;
}
