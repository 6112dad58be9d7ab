import type { Language } from '../../base/languages.ts';
import type { LessonGlance } from '../../lesson/load.ts';
import type { Session } from '../../runner/session.ts';
import type { Offer } from '../footer.ts';
import type { Messages } from '../i18n/messages.ts';

/** As those who speak it call it. */
const names: Readonly<Record<Language, string>> = { en: 'English', fr: 'français', zh: '中文' };

/** The language after this one of those that a lesson is written in. */
export function nextLanguage(lesson: LessonGlance, language: Language): Language {
  const all = [...lesson.prose.keys()];
  return all[(all.indexOf(language) + 1) % all.length] ?? language;
}

/** The key for another language, by the name of that language; nothing where there is no other. */
export function languageOffer(lesson: LessonGlance, language: Language): Offer[] {
  const next = nextLanguage(lesson, language);
  return next === language ? [] : [{ intent: 'language', text: names[next] }];
}

/** Goes on to the next language that the lesson has. */
export function changeLanguage(session: Session): void {
  session.setLanguage(nextLanguage(session.lesson, session.state.language));
}

/** What every screen of a run offers after its own: another language, and all keys. */
export function commonOffers({ lesson, state }: Session, say: Messages): Offer[] {
  return [...languageOffer(lesson, state.language), { intent: 'help', text: say.keys.help }];
}
