import type { Language } from '../../base/languages.ts';

const frequent: Readonly<Record<'en' | 'fr', RegExp>> = {
  en: /\b(?:the|is|of|to|and|in|that|we|this|with|for|are)\b/gi,
  fr: /\b(?:le|la|les|des|est|une|dans|nous|pour|que|et|sur|du)\b/gi,
};

/** The language that a text is most likely written in. */
export function guessLanguage(text: string): Language {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (count(/\p{Script=Han}/gu) > letters / 5) return 'zh';
  return count(frequent.fr) > count(frequent.en) ? 'fr' : 'en';
}
