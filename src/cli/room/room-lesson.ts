import type { Language } from '../../base/languages.ts';
import type { RoomLesson, Titles } from '../../hub/protocol/room-events.ts';
import type { Lesson } from '../../lesson/load.ts';
import type { Prose } from '../../lesson/prose.ts';

/** What a room's log says of its lesson, for those who do not have it. */
export function roomLessonOf(lesson: Lesson): RoomLesson {
  return {
    id: lesson.id,
    version: lesson.file.version,
    titles: inAll(lesson, ({ title }) => title),
    steps: lesson.file.steps.map(({ id }) => ({
      id,
      titles: inAll(lesson, ({ sections }) => sections.get(id)?.title ?? id),
    })),
  };
}

function inAll({ id, prose }: Lesson, titleIn: (prose: Prose) => string): Titles {
  const title = (language: Language) => {
    const own = prose.get(language);
    return own && titleIn(own);
  };
  const [en, fr, zh] = [title('en'), title('fr'), title('zh')];
  return { en: en ?? id, ...(fr === undefined ? {} : { fr }), ...(zh === undefined ? {} : { zh }) };
}
