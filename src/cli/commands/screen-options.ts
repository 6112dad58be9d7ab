import type { Options } from '../config/settings.ts';

/** What can be said on the command line of whatever shows a workshop, as commander names it. */
export interface ScreenOptions {
  readonly cluster?: string;
  readonly lang?: string;
  readonly theme?: string;
  readonly pace?: string;
  readonly plain?: boolean;
  readonly screenReader?: boolean;
}

/** The same by the names of the settings. */
export function saidIn({ cluster, lang, theme, pace, plain, screenReader }: ScreenOptions): Options {
  return { cluster, language: lang, theme, pace, plain, 'screen-reader': screenReader };
}
