import type { Language } from '../../base/languages.ts';
import type { Lesson } from '../../lesson/load.ts';

/** The language after this one of those that a lesson is written in. */
export function nextLanguage(lesson: Lesson, language: Language): Language {
  const all = [...lesson.prose.keys()];
  return all[(all.indexOf(language) + 1) % all.length] ?? language;
}
