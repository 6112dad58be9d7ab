import type { Press } from './key.ts';
import { nameOfPress } from './key-names.ts';

/**
 * The one list of keys: the screens act by it; the footer and the help are made from it. A key is named as
 * `nameOfPress` names it; the first one of an intent is the one that the footer shows.
 */
export const standardKeys = {
  primary: ['Enter'],
  stop: ['Ctrl-C'],
  again: ['r'],
  edit: ['e'],
  hint: ['h'],
  answer: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  why: ['w'],
  steps: ['o'],
  undo: ['u'],
  'start-over': ['R'],
  next: ['n', '→'],
  back: ['b', '←'],
  skip: ['x'],
  mend: ['m'],
  shell: ['s'],
  aside: [':'],
  search: ['/'],
  'find-next': ['n'],
  'find-previous': ['N'],
  copy: ['y'],
  'copy-output': ['Y'],
  cluster: ['c'],
  beside: ['C'],
  changes: ['d'],
  hand: ['H'],
  room: ['i'],
  'catch-up': ['J'],
  free: ['F'],
  pause: ['p'],
  nudge: ['N'],
  end: ['X'],
  transcript: ['t'],
  doctor: ['D'],
  language: ['l'],
  pane: ['Tab'],
  down: ['↓', 'j'],
  up: ['↑', 'k'],
  'page-down': ['Space', 'PgDn'],
  'page-up': ['PgUp'],
  top: ['g', 'Home'],
  bottom: ['G', 'End'],
  help: ['?'],
  close: ['Esc'],
  quit: ['q'],
} as const satisfies Record<string, readonly string[]>;

/** What a key can mean, whatever the screen. */
export type Intent = keyof typeof standardKeys;

export const intents = Object.keys(standardKeys) as readonly Intent[];

/** Keys whose names are words, which differ from language to language; others are shown as they are. */
export type NamedKey = 'Enter' | 'Space' | 'Esc';

/** Other keys for some intents, in place of the standard ones. */
export type KeyChoice = { readonly [Of in Intent]?: readonly string[] | undefined };

/** What these keys do is so in every screen and while a text is edited: more keys can be added, none taken away. */
export const fixedIntents: readonly Intent[] = ['primary', 'stop', 'close'];

/** What keys mean only while something is searched for, whatever else they mean then. */
const whileSearching: readonly Intent[] = ['find-next', 'find-previous'];

/** Keys that people's fingers know from elsewhere: not named, and free for whoever chooses them for something else. */
const silentKeys: KeyChoice = {
  'page-down': ['Ctrl-F', 'Ctrl-D'],
  'page-up': ['Ctrl-B', 'Ctrl-U'],
  pane: ['Shift-Tab'],
};

/** A key that would mean two things. */
export interface Clash {
  readonly key: string;
  readonly intent: Intent;
  readonly other: Intent;
}

interface Keymap {
  readonly keys: Readonly<Record<Intent, readonly string[]>>;
  readonly meanings: ReadonlyMap<string, Intent>;
  readonly searching: ReadonlyMap<string, Intent>;
}

let keymap = keymapOf({});

/** From now on these keys are in force. What clashes must have been refused before. */
export function chooseKeys(choice: KeyChoice): void {
  keymap = keymapOf(choice);
}

/** What a key press means, here or while something is searched for; undefined where it means nothing. */
export function intentOf(press: Press, searching = false): Intent | undefined {
  const name = nameOfPress(press);
  if (name === undefined) return undefined;
  return (searching ? keymap.searching.get(name) : undefined) ?? keymap.meanings.get(name);
}

/** The keys that mean something, the one to name first first. */
export function keysOf(intent: Intent): readonly string[] {
  return keymap.keys[intent];
}

/** The keys that a choice would give two meanings. */
export function clashesOf(choice: KeyChoice): Clash[] {
  const owners = new Map<string, Intent>();
  // What was chosen is what is complained of, whether it clashes with a standard key or with another chosen one.
  const inOrder = intents.toSorted(
    (a, b) => Number(choice[a] !== undefined) - Number(choice[b] !== undefined),
  );
  return inOrder.flatMap((intent) =>
    keysFor(intent, choice).flatMap((key) => {
      const place = `${whileSearching.includes(intent)} ${key}`;
      const other = owners.get(place);
      if (other !== undefined) return [{ key, intent, other }];
      owners.set(place, intent);
      return [];
    }),
  );
}

function keymapOf(choice: KeyChoice): Keymap {
  const keys = Object.fromEntries(intents.map((intent) => [intent, keysFor(intent, choice)]));
  const named = (those: readonly Intent[]) =>
    those.flatMap((intent) => keysFor(intent, choice).map((key) => [key, intent] as const));
  const always = intents.filter((intent) => !whileSearching.includes(intent));
  const silent = intents.flatMap((intent) => (silentKeys[intent] ?? []).map((key) => [key, intent] as const));
  return {
    keys: keys as Keymap['keys'],
    meanings: new Map([...silent, ...named(always)]),
    searching: new Map(named(whileSearching)),
  };
}

function keysFor(intent: Intent, choice: KeyChoice): readonly string[] {
  const standard: readonly string[] = standardKeys[intent];
  const chosen = choice[intent];
  if (chosen === undefined) return standard;
  return [...new Set(fixedIntents.includes(intent) ? [...standard, ...chosen] : chosen)];
}
