import { keyName } from './footer.ts';
import type { Messages } from './i18n/messages.ts';
import type { Page } from './page.ts';
import { wrap } from './text.ts';
import { theme } from './theme.ts';

/** What somebody is told once, before their first step. */
export interface Tour {
  /** It was read, or skipped: from now on it is not shown any more. */
  readonly seen: () => void;
}

/** The three sentences, for lines of text. */
export function tourLines(say: Messages, width: number): string[] {
  const keys = {
    enter: keyName('primary', say),
    shell: keyName('shell', say),
    help: keyName('help', say),
    quit: keyName('quit', say),
  };
  return say
    .tour(keys)
    .flatMap((sentence, index) =>
      wrap(sentence, width - 3).map((line, row) => `${row === 0 ? `${index + 1}.` : '  '} ${line}`),
    );
}

export function tourPage(say: Messages, width: number): Page {
  return {
    left: say.tourTitle,
    right: 'pilotage',
    lines: [
      '',
      ...tourLines(say, Math.min(width, 90)).flatMap((line) => (/^[23]/.test(line) ? ['', line] : [line])),
    ].map((line) => line.replace(/^\d\./, (number) => theme.accent(number))),
    offers: [
      { intent: 'primary', text: say.keys.start },
      { intent: 'close', text: say.keys.skip },
    ],
  };
}
