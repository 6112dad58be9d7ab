import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../base/languages.ts';
import { listFiles } from './files.ts';
import { type Finding, inFileOrder } from './finding.ts';
import { hashOf } from './hash.ts';
import { readPages } from './pages.ts';
import { coverageFindings } from './prose/coverage.ts';
import { questionFindings } from './prose/question-coverage.ts';
import { type Prose, parseProse } from './prose.ts';
import type { LessonFile } from './schema.ts';
import type { Source } from './source.ts';
import { directoryAt, type Part, readWhat, type What } from './what.ts';
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

async function readProse(dir: string, what: What) {
  const { pages, findings } = await readPages(dir, what);
  const prose = new Map<Language, Prose>();
  for (const { language, source, findings: unread } of pages) {
    const parsed = parseProse(source, language, what.id);
    prose.set(language, parsed.prose);
    findings.push(...unread, ...parsed.findings);
    if (what.steps && parsed.readable) findings.push(...coverageFindings(source, parsed, what.steps));
    if (what.file && parsed.readable) findings.push(...questionFindings(source, parsed.prose, what.file));
  }
  return {
    prose,
    sources: new Map(pages.map(({ language, source }) => [language, source])),
    parts: pages.map(({ name, bytes }): Part => [name, bytes]),
    findings,
  };
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
