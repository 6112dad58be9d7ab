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
  ['why'],
  ['steps', 'undo', 'start-over'],
  ['answer'],
  ['shell'],
  ['aside'],
  ['next', 'back'],
  ['skip', 'mend'],
  ['down', 'up'],
  ['page-down', 'page-up'],
  ['top', 'bottom'],
  ['pane'],
  ['search', 'find-next', 'find-previous'],
  ['copy', 'copy-output'],
  ['cluster', 'changes'],
  ['transcript'],
  ['doctor'],
  ['language', 'help'],
  ['quit'],
] as const satisfies readonly (readonly Intent[])[];

/** What lines of text cannot be answered with: nothing is scrolled there, and Ctrl-C is the terminal's. */
const screenOnly: ReadonlySet<HelpKey> = new Set([
  'stop',
  'down',
  'page-down',
  'top',
  'pane',
  'search',
  'copy',
  'cluster',
  'transcript',
  'doctor',
]);

type HelpGroup = (typeof groups)[number];

export type HelpKey = HelpGroup[0];

/** In three sentences what this is, and all keys. */
export function helpPage(say: Messages, width: number): Page {
  return {
    left: say.helpTitle,
    right: 'pilotage',
    lines: [
      ...wrap(say.helpText, width),
      '',
      ...keyLines(groups, say.about, say, width),
      '',
      ...wrap(say.output.wheel, width),
    ],
    offers: [{ intent: 'close', text: say.keys.close }],
  };
}

/** The same where lines of text are answered by lines of text. */
export function plainHelp(say: Messages, width: number): string[] {
  const shown = groups
    .filter(([intent]) => !screenOnly.has(intent))
    .map((group) => (group[0] === 'steps' ? (['steps'] as const) : group));
  const about = { ...say.about, steps: say.plainSteps(nameOf(keysOf('steps')[0] ?? '', say)) };
  return [...wrap(say.helpText, width), '', ...keyLines(shown, about, say, width)];
}

function keyLines(
  shown: readonly (readonly [HelpKey, ...Intent[]])[],
  about: Messages['about'],
  say: Messages,
  width: number,
): string[] {
  const names = shown.map((group) =>
    group
      .flatMap((intent) => briefly(keysOf(intent)))
      .map((key) => nameOf(key, say))
      .join(' '),
  );
  const column = Math.max(...names.map(widthOf)) + 2;
  return shown.flatMap(([intent], index) =>
    wrap(about[intent], width - column).map(
      (line, at) => theme.key(toWidth(at === 0 ? (names[index] ?? '') : '', column)) + line,
    ),
  );
}

/** Many keys in a row by the first and the last. */
function briefly(keys: readonly string[]): readonly string[] {
  return keys.length > 4 ? [`${keys[0]}–${keys.at(-1)}`] : keys;
}

/** The keys that close the help: whichever somebody tries. */
export function closesHelp(intent: Intent): boolean {
  return (
    intent === 'close' || intent === 'quit' || intent === 'help' || intent === 'primary' || intent === 'stop'
  );
}
