import { nameOf } from './footer.ts';
import type { LeadHelpKey } from './i18n/lead/words.ts';
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
  ['beside'],
  ['hand'],
  ['room', 'catch-up'],
  ['free', 'pause', 'nudge', 'end'],
  ['transcript'],
  ['doctor'],
  ['language', 'help'],
  ['close'],
  ['quit'],
] as const satisfies readonly (readonly Intent[])[];

type HelpGroup = (typeof groups)[number];

export type HelpKey = HelpGroup[0];

/** The same of the instructor's screen. */
const leadGroups = [
  ['primary'],
  ['free'],
  ['pause'],
  ['aside'],
  ['nudge'],
  ['hand'],
  ['catch-up'],
  ['next', 'back'],
  ['down', 'up'],
  ['pane'],
  ['room'],
  ['end'],
  ['language', 'help'],
  ['quit'],
] as const satisfies readonly (readonly [LeadHelpKey, ...Intent[]])[];

/** What the instructor's screen is, and its keys. */
export function leadHelpPage(say: Messages, width: number): Page {
  const rows = leadGroups.map((group) => rowOf(group, say.lead.about[group[0]], say));
  return pageOf(say.lead.helpText, rows, say, width);
}

/** In three sentences what this is, and all keys. */
export function helpPage(say: Messages, width: number): Page {
  const rows = groups.map((group) => rowOf(group, say.about[group[0]], say));
  return pageOf(say.helpText, rows, say, width);
}

/** A page of keys, and what they do, below a few sentences. */
function pageOf(text: string, rows: readonly KeyRow[], say: Messages, width: number): Page {
  return {
    left: say.helpTitle,
    right: 'pilotage',
    lines: [...wrap(text, width), '', ...keyRows(rows, width), '', ...wrap(say.output.wheel, width)],
    offers: [{ intent: 'close', text: say.keys.close }],
  };
}

function rowOf(intents: readonly Intent[], about: string, say: Messages): KeyRow {
  return { keys: intents.flatMap((intent) => keysOf(intent)).map((key) => nameOf(key, say)), about };
}

/** Some keys, and what they do. */
export interface KeyRow {
  readonly keys: readonly string[];
  readonly about: string;
}

/** Keys in a column, and what they do beside them. */
export function keyRows(rows: readonly KeyRow[], width: number): string[] {
  const names = rows.map(({ keys }) => briefly(keys).join(' '));
  const column = Math.max(...names.map(widthOf)) + 2;
  return rows.flatMap(({ about }, index) =>
    wrap(about, width - column).map(
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
