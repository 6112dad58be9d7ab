import { keyRows } from '../help.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Intent } from '../keys/keymap.ts';
import { wrap } from '../text.ts';
import { wordFor, wordsFor } from './words.ts';

/** What a line can ask for, in the order in which a learner needs it; what is on one row is said together. */
const groups = [
  ['primary'],
  ['edit'],
  ['again'],
  ['hint'],
  ['why'],
  ['answer'],
  ['aside'],
  ['shell'],
  ['next', 'back'],
  ['skip', 'mend'],
  ['steps'],
  ['undo'],
  ['start-over'],
  ['language', 'help'],
  ['quit'],
] as const satisfies readonly (readonly Intent[])[];

/** In three sentences what this is, and all that lines of text can be answered with. */
export function plainHelp(say: Messages, width: number, hasTerminal: boolean): string[] {
  const about: { readonly [Of in Intent]?: string } = {
    ...say.about,
    ...say.plainAbout((intent) => wordFor(intent, say)),
  };
  const rows = groups
    .filter(([intent]) => hasTerminal || intent !== 'shell')
    .map((group) => ({ keys: group.flatMap((one) => wordsFor(one, say)), about: about[group[0]] ?? '' }));
  const stop = hasTerminal ? [{ keys: ['Ctrl-C'], about: say.about.stop }] : [];
  return [...wrap(say.helpText, width), '', ...keyRows([...rows, ...stop], width)];
}
