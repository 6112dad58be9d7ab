import { isUtf8 } from 'node:buffer';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, formatFinding } from '../../src/lesson/finding.ts';
import { type Imported, type ImportSource, importLesson } from '../../src/lesson/import/import.ts';
import type { Remark } from '../../src/lesson/import/remark.ts';
import { writeImported } from '../../src/lesson/import/write.ts';
import { FindingsError } from '../../src/lesson/lesson-error.ts';
import { lintLesson } from '../../src/lesson/lint/lint.ts';
import { inspectLesson } from '../../src/lesson/load.ts';
import type { Input } from './inputs.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

/** Gives inputs to the program as it is, in a folder of its own. */
export interface Trial {
  /** What is wrong with how an input was taken; undefined where nothing is. */
  take(input: Input): Promise<string | undefined>;
  /** Where the last input lies. */
  readonly file: string;
  end(): Promise<void>;
}

export async function openTrial(): Promise<Trial> {
  const dir = await mkdtemp(join(tmpdir(), 'pilotage-fuzz-'));
  const lesson = join(dir, 'lesson');
  await cp(join(fixtures, 'lessons/good/full'), lesson, { recursive: true });
  const scenario = await filesOf(join(fixtures, 'imports/scenario'));
  const file = join(dir, 'input');
  return {
    file,
    async take(input) {
      await writeFile(file, input.bytes);
      if (input.target === 'deck') return tryImport({ type: 'document', file, bytes: input.bytes }, dir);
      if (input.target === 'index.json') {
        const files = new Map([...scenario, ['index.json', input.bytes]]);
        return tryImport({ type: 'scenario', index: file, files }, dir);
      }
      return tryLesson(lesson, input);
    },
    end: () => rm(dir, { recursive: true, force: true }),
  };
}

/** A lesson loads, or there are findings; each has a place. */
async function tryLesson(dir: string, { target, bytes }: Input): Promise<string | undefined> {
  const path = join(dir, target);
  const before = await readFile(path);
  await writeFile(path, bytes);
  try {
    const { lesson, findings } = await inspectLesson(dir);
    if (!lesson && findings.length === 0) return 'it does not load, and nothing says why';
    // Bash reads the commands elsewhere: a process for each input would be all that one waits for.
    const linted = await lintLesson(dir, { syntaxFaults: async (scripts) => scripts.map(() => undefined) });
    return await misplaced([...findings, ...linted], false);
  } finally {
    await writeFile(path, before);
  }
}

/** A lesson that loads comes of it, or a finding; everything that is said of it has a place. */
async function tryImport(source: ImportSource, dir: string): Promise<string | undefined> {
  let imported: Imported;
  try {
    imported = importLesson(source);
  } catch (error) {
    if (!(error instanceof FindingsError)) throw error;
    return error.findings.length > 0 ? misplaced(error.findings, true) : 'an error without a finding';
  }
  if (imported.remarks.length === 0) return 'a lesson, and no word on what it was made of';
  const out = join(dir, 'out');
  await writeImported(imported, out);
  try {
    const { findings } = await inspectLesson(out);
    const [first] = findings;
    if (first) return `the lesson that was made of it does not load: ${formatFinding(first)}`;
    const { remarks } = imported;
    // The other files of a scenario are not where it says that it is.
    const own = source.type === 'document' ? remarks : remarks.filter(({ file }) => file === source.index);
    return await misplaced(own, true);
  } finally {
    await rm(out, { recursive: true });
  }
}

/** The first place that is not in its file. */
async function misplaced(
  places: readonly (Remark | Finding)[],
  isImported: boolean,
): Promise<string | undefined> {
  const texts = new Map<string, string[]>();
  for (const place of places) {
    const lines = texts.get(place.file) ?? linesOf(await readFile(place.file), isImported);
    texts.set(place.file, lines);
    const line = lines[place.line - 1];
    const column = 'column' in place ? place.column : 1;
    if (line === undefined || column < 1 || column > line.length + 1)
      return `no place of the file: line ${place.line}, column ${column}: ${place.message}`;
  }
  return undefined;
}

/** As the program reads them: what is no UTF-8, an import takes for the usual encoding of old files. */
function linesOf(bytes: Buffer, isImported: boolean): string[] {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : isImported && !isUtf8(bytes)
          ? 'windows-1252'
          : 'utf-8';
  return new TextDecoder(wide).decode(bytes).split(/\r\n|\r|\n/);
}

async function filesOf(dir: string): Promise<[string, Uint8Array][]> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(
      async (path): Promise<[string, Uint8Array]> => [path.slice(dir.length + 1), await readFile(path)],
    ),
  );
}
