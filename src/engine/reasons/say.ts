import type { Language } from '../../base/languages.ts';
import { english } from './en.ts';
import { french } from './fr.ts';
import type { Reason, ReasonCatalogue } from './reasons.ts';
import { chinese } from './zh.ts';

const catalogues: Record<Language, ReasonCatalogue> = { en: english, fr: french, zh: chinese };
const separators: Record<Language, string> = { en: '; ', fr: '\u00a0; ', zh: '；' };

/** The reason and its causes as one line in the learner's language. */
export function sayReason(reason: Reason, language: Language): string {
  return sayReasons(reason, language).join(separators[language]);
}

/** The reason, and after it each cause, as lines in the learner's language. */
export function sayReasons(reason: Reason, language: Language): string[] {
  const catalogue = catalogues[language];
  const lines: string[] = [];
  for (let at: Reason | undefined = reason; at !== undefined; at = at.cause)
    lines.push(sayOne(catalogue, at).replace(/\s*[\r\n]+\s*/g, ' '));
  return lines;
}

function sayOne(catalogue: ReasonCatalogue, reason: Reason): string {
  // The catalogue's type ties each id to its params; TypeScript cannot follow that through a union.
  const say = catalogue[reason.id] as (params: Reason['params']) => string;
  // A journal may hold a reason that a later version of the program knows and this one does not.
  return Object.hasOwn(catalogue, reason.id) ? say(reason.params) : reason.id;
}
