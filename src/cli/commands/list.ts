import { glanceAt, proseOf } from '../../lesson/load.ts';
import { settings } from '../config/settings.ts';
import { shippedDirs } from '../lessons.ts';

export async function listCommand(): Promise<void> {
  const { language } = (await settings()).values;
  for (const dir of await shippedDirs()) {
    const lesson = await glanceAt(dir);
    const { title } = proseOf(lesson, language);
    const languages = [...lesson.prose.keys()].join(', ');
    process.stdout.write(`${lesson.id.padEnd(16)} ${title} (${lesson.file.minutes} min; ${languages})\n`);
  }
}
