import type { Language } from '../base/languages.ts';
import { inFileOrder } from './finding.ts';
import type { Lesson } from './inspect.ts';
import { LessonError } from './lesson-error.ts';
import { readPages } from './pages.ts';
import { type Prose, parseProse } from './prose.ts';
import { createSource, type Source } from './source.ts';
import { readWhat } from './what.ts';

/** What a lesson says before its first step. */
export type Opening = Pick<Prose, 'title' | 'intro'>;

/** As much of a lesson as a list of lessons shows; a lesson is one, too. */
export interface LessonGlance extends Pick<Lesson, 'dir' | 'id' | 'file'> {
  /** English is always there. */
  readonly prose: ReadonlyMap<Language, Opening>;
}

/**
 * A lesson for a list: of what it says, no more is parsed than its openings, and these when they are looked at, for
 * that is most of the time that loading takes. @throws LessonError with what is wrong with lesson.yaml, and with the
 * pages that are missing or cannot be read
 */
export async function glanceAt(dir: string): Promise<LessonGlance> {
  const what = await readWhat(dir);
  const { pages, findings } = what.exists ? await readPages(dir, what) : { pages: [], findings: [] };
  const all = [...what.findings, ...findings, ...pages.flatMap((page) => page.findings)];
  if (!what.file || all.some(({ severity }) => severity === 'error')) {
    throw new LessonError(dir, inFileOrder(all));
  }
  const { id, file } = what;
  const prose = new Map(
    pages.map(({ language, source }) => [language, new LazyOpening(source, language, id)] as const),
  );
  return { dir, id, file, prose };
}

class LazyOpening implements Opening {
  readonly #source: Source;
  readonly #language: Language;
  readonly #id: string;
  #parsed: Opening | undefined;

  constructor(source: Source, language: Language, id: string) {
    this.#source = source;
    this.#language = language;
    this.#id = id;
  }

  get title(): string {
    return this.#opening.title;
  }

  get intro(): Opening['intro'] {
    return this.#opening.intro;
  }

  get #opening(): Opening {
    this.#parsed ??= parseProse(openingOf(this.#source), this.#language, this.#id).prose;
    return this.#parsed;
  }
}

/** What stands before the first step, with the links' targets from below it; all, where that cannot be told. */
function openingOf(source: Source): Source {
  const at = source.text.search(/^<!--\s*step:/m);
  if (at < 0) return source;
  const opening = source.text.slice(0, at);
  const isInCode = (opening.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0) % 2 === 1;
  if (isInCode) return source;
  const targets = source.text.slice(at).match(/^ {0,3}\[[^\]]+\]:.*$/gm) ?? [];
  return createSource(source.file, `${opening}\n${targets.join('\n')}`);
}
