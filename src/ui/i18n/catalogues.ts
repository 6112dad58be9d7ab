import type { Language } from '../../base/languages.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Messages } from './messages.ts';
import { zh } from './zh.ts';

const catalogues: Readonly<Record<Language, Messages>> = { en, fr, zh };

export function messages(language: Language): Messages {
  return catalogues[language];
}
