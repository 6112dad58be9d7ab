/** The languages that a learner can be spoken to in. English is what others fall back to. */
export const languages = ['en', 'fr', 'zh'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}
