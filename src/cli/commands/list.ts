import { findLessons, loadLesson, proseOf } from '../../lesson/load.ts';
import { preferredLanguage } from '../language.ts';
import { shippedLessons } from '../lessons.ts';

export async function listCommand(): Promise<void> {
  for (const dir of await findLessons([shippedLessons])) {
    const lesson = await loadLesson(dir);
    const { title } = proseOf(lesson, preferredLanguage());
    const languages = [...lesson.prose.keys()].join(', ');
    process.stdout.write(`${lesson.id.padEnd(16)} ${title} (${lesson.file.minutes} min; ${languages})\n`);
  }
}
