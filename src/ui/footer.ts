import type { Messages } from './i18n/messages.ts';
import { type Intent, keysOf } from './keys/keymap.ts';
import { widthOf } from './text.ts';
import { theme } from './theme.ts';

/** Something that a key does now, and the word for it now. */
export interface Offer {
  readonly intent: Intent;
  readonly text: string;
  /** What to call its keys, where there are several. */
  readonly keys?: string;
  /** Another intent whose keys do the same now. */
  readonly same?: Intent;
}

/** The first to give way where there is not room for all; what is not here stays. All are in the help. */
const usuallyGivesWay: readonly Intent[] = [
  'pane',
  'beside',
  'doctor',
  'steps',
  'room',
  'end',
  'copy',
  'search',
  'aside',
  'language',
  'nudge',
  'catch-up',
  'again',
  'skip',
  'back',
  'edit',
  'changes',
  'cluster',
  'shell',
  'hand',
  'hint',
  'down',
];

/** What one offer stands for: the footer has no room for each of them. */
const standsFor: { readonly [Offered in Intent]?: readonly Intent[] } = {
  down: ['up', 'page-down', 'page-up', 'top', 'bottom'],
  'page-down': ['page-up', 'top', 'bottom'],
  copy: ['copy-output'],
};

/** Whether a key does something now. */
export function isOffered(wanted: Intent, offers: readonly Offer[]): boolean {
  return offers.some(
    ({ intent, same }) => intent === wanted || same === wanted || standsFor[intent]?.includes(wanted),
  );
}

/** The keys that work now as one line of at most `width` cells; the first one, which is Enter's, stands out. */
export function footer(
  offers: readonly Offer[],
  say: Messages,
  width: number,
  givesWay = usuallyGivesWay,
): string {
  const shown = [...offers];
  const nameOfKeys = ({ intent, keys }: Offer) => keys ?? keyName(intent, say);
  const part = (offer: Offer) => `${nameOfKeys(offer)} ${offer.text}`;
  const tooLong = () => widthOf(shown.map(part).join('  ')) > width;
  for (const intent of givesWay) {
    if (!tooLong()) break;
    const at = shown.findIndex((offer) => offer.intent === intent);
    if (at !== -1) shown.splice(at, 1);
  }
  while (shown.length > 1 && tooLong()) shown.pop();
  return shown
    .map((offer) => {
      const { intent, text } = offer;
      const name = theme.key(nameOfKeys(offer));
      return intent === 'primary' ? theme.accent(`${name} ${text}`) : `${name} ${theme.faint(text)}`;
    })
    .join('  ');
}

/** The key to name for an intent, in the learner's language. */
export function keyName(intent: Intent, say: Messages): string {
  const [first = ''] = keysOf(intent);
  return nameOf(first, say);
}

export function nameOf(key: string, say: Messages): string {
  return key in say.keyNames ? say.keyNames[key as keyof Messages['keyNames']] : key;
}
