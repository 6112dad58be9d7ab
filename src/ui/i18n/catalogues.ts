import type { Language } from '../../base/languages.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Messages } from './messages.ts';

/** The languages that the screen itself speaks; a learner of another one is spoken to in English. */
const catalogues: Partial<Record<Language, Messages>> & { en: Messages } = { en, fr };

export function messages(language: Language): Messages {
  return catalogues[language] ?? catalogues.en;
}
