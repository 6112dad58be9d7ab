import type { Language } from '../../base/languages.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import type { Block } from '../../lesson/prose.ts';
import { type PageWords, pageWords } from './words.ts';

/** A lesson to be read, in one language: what is said, with the commands as they are run. */
export interface LessonPage {
  readonly language: Language;
  readonly words: PageWords;
  readonly title: string;
  /** How long it takes, and what is needed for it. */
  readonly facts: readonly string[];
  readonly intro: readonly Block[];
  readonly steps: readonly PageStep[];
  readonly closing: readonly Block[];
}

export interface PageStep {
  readonly id: string;
  readonly title: string;
  /** What is to be known before the command: for which clusters it is, that it does not end by itself. */
  readonly remarks: readonly string[];
  readonly body: readonly Block[];
  readonly command: string | undefined;
  readonly hints: readonly (readonly Block[])[];
  /** To be asked before the command, and after it. */
  readonly guesses: readonly PageQuestion[];
  readonly questions: readonly PageQuestion[];
}

export interface PageQuestion {
  readonly prompt: readonly Block[];
  readonly choices: readonly (readonly Block[])[];
  /** From 1. */
  readonly right: number;
  readonly explanation: readonly Block[];
}

export function pageOf(lesson: Lesson, language: Language): LessonPage {
  const prose = proseOf(lesson, language);
  const words = pageWords(language);
  const { minutes, steps, version, requires = {} } = lesson.file;
  const programs = Object.entries(requires).map(([name, range]) =>
    range === '*' ? name : `${name} ${range}`,
  );
  return {
    language,
    words,
    title: prose.title,
    facts: [
      words.facts(minutes, steps.length, version),
      ...(programs.length > 0 ? [words.needs(programs.join(', '))] : []),
    ],
    intro: prose.intro,
    closing: prose.closing,
    steps: steps.map((step): PageStep => {
      const section = prose.sections.get(step.id);
      const asked = (step.questions ?? []).flatMap(({ id, when = 'after', right }) => {
        const question = section?.questions.find((one) => one.id === id);
        return question ? [{ when, question: { ...question, right } }] : [];
      });
      const of = (wanted: string) =>
        asked.flatMap(({ when, question }) => (when === wanted ? [question] : []));
      return {
        id: step.id,
        title: section?.title ?? step.id,
        remarks: [...(step.on ? [words.onlyOn(step.on)] : []), ...(step.until ? [words.stop] : [])],
        body: section?.body ?? [],
        command: step.run?.trimEnd(),
        hints: section?.hints ?? [],
        guesses: of('before'),
        questions: of('after'),
      };
    }),
  };
}
