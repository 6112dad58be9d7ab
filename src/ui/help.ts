import { nameOf } from './footer.ts';
import type { Messages } from './i18n/messages.ts';
import { type Intent, keysOf } from './keys/keymap.ts';
import type { Page } from './page.ts';
import { toWidth, widthOf, wrap } from './text.ts';
import { theme } from './theme.ts';

/** The keys of the help, in the order in which a learner needs them; those of one row do the same in two directions. */
const groups = [
  ['primary'],
  ['edit'],
  ['again'],
  ['stop'],
  ['hint'],
  ['shell'],
  ['next', 'back'],
  ['skip', 'mend'],
  ['down', 'up'],
  ['page-down', 'page-up'],
  ['top', 'bottom'],
  ['pane'],
  ['language'],
  ['help'],
  ['quit'],
] as const satisfies readonly (readonly Intent[])[];

export type HelpKey = (typeof groups)[number][0];

/** In three sentences what this is, and all keys. */
export function helpPage(say: Messages, width: number): Page {
  const names = groups.map((group) =>
    group
      .flatMap((intent) => keysOf(intent))
      .map((key) => nameOf(key, say))
      .join(' '),
  );
  const column = Math.max(...names.map(widthOf)) + 2;
  const keys = groups.flatMap(([intent], index) =>
    wrap(say.about[intent], width - column).map(
      (line, at) => theme.key(toWidth(at === 0 ? (names[index] ?? '') : '', column)) + line,
    ),
  );
  return {
    left: say.helpTitle,
    right: 'pilotage',
    lines: [...wrap(say.helpText, width), '', ...keys],
    offers: [{ intent: 'close', text: say.keys.close }],
  };
}

/** The keys that close the help: whichever somebody tries. */
export function closesHelp(intent: Intent): boolean {
  return (
    intent === 'close' || intent === 'quit' || intent === 'help' || intent === 'primary' || intent === 'stop'
  );
}
