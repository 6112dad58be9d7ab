import { UsageError } from '../base/errors.ts';
import { isLanguage, type Language, languages } from '../base/languages.ts';

/** The language that a learner asked for, else that of their locale, else English. @throws UsageError */
export function preferredLanguage(asked?: string, env: NodeJS.ProcessEnv = process.env): Language {
  if (asked !== undefined) {
    if (isLanguage(asked)) return asked;
    throw new UsageError(`There is no language "${asked}".`, `Say one of ${languages.join(', ')}.`);
  }
  const locale = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').slice(0, 2);
  return isLanguage(locale) ? locale : 'en';
}
