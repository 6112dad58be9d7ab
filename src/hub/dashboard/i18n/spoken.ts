import { isLanguage, type Language } from '../../../base/languages.ts';
import { english } from './en.ts';
import { french } from './fr.ts';
import type { Words } from './words.ts';
import { chinese } from './zh.ts';

const catalogues: Record<Language, Words> = { en: english, fr: french, zh: chinese };

/** A language and what goes with it. */
export interface Spoken {
  readonly language: Language;
  readonly words: Words;
  /** A length of time, to be read at a glance: seconds, then minutes, then hours with minutes. */
  readonly time: (ms: number) => string;
  readonly compare: (a: string, b: string) => number;
}

/** The first of the browser's languages that we speak. */
export function spoken(wanted: readonly string[] = navigator.languages): Spoken {
  const language = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
  const unit = (name: 'second' | 'minute' | 'hour') => {
    const format = new Intl.NumberFormat(language, {
      ...{ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 },
    } as const);
    return (value: number) => format.format(Math.floor(value));
  };
  const [seconds, minutes, hours] = [unit('second'), unit('minute'), unit('hour')];
  const collator = new Intl.Collator(language, { numeric: true });
  return {
    language,
    words: catalogues[language],
    time: (ms) => {
      if (ms < 60_000) return seconds(ms / 1000);
      if (ms < 2 * 3_600_000) return minutes(ms / 60_000);
      return `${hours(ms / 3_600_000)} ${minutes((ms / 60_000) % 60)}`;
    },
    compare: collator.compare,
  };
}
