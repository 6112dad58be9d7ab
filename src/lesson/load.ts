import type { Language } from '../base/languages.ts';
import { inspectLesson, type Lesson } from './inspect.ts';
import { LessonError } from './lesson-error.ts';

export { findLessons } from './find.ts';
export { glanceAt, type LessonGlance } from './glance.ts';
export { inspectLesson, type Lesson } from './inspect.ts';
export { LessonError } from './lesson-error.ts';

/** The lesson of a directory. @throws LessonError with everything that is wrong with it */
export async function loadLesson(dir: string): Promise<Lesson> {
  const { lesson, findings } = await inspectLesson(dir);
  if (!lesson) throw new LessonError(dir, findings);
  return lesson;
}

/** What a lesson says in a language, or in English where it does not speak that one. */
export function proseOf<P>(
  lesson: { readonly id: string; readonly prose: ReadonlyMap<Language, P> },
  language: Language,
): P {
  const prose = lesson.prose.get(language) ?? lesson.prose.get('en');
  if (!prose) throw new TypeError(`the lesson ${lesson.id} was loaded without English`);
  return prose;
}
