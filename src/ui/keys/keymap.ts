import type { Press } from './key.ts';

/** What a key can mean, whatever the screen. */
export type Intent =
  | 'primary'
  | 'again'
  | 'edit'
  | 'hint'
  | 'next'
  | 'back'
  | 'skip'
  | 'mend'
  | 'shell'
  | 'language'
  | 'help'
  | 'quit'
  | 'stop'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'top'
  | 'bottom'
  | 'pane'
  | 'close';

/** Keys whose names are words, which differ from language to language; others are shown as they are. */
export type NamedKey = 'Enter' | 'Space' | 'Esc';

interface Binding {
  readonly intent: Intent;
  /** The first is the one that the footer names. */
  readonly keys: readonly string[];
  readonly matches: (press: Press) => boolean;
}

const typed =
  (...inputs: string[]) =>
  ({ input, key }: Press) =>
    !key.ctrl && !key.meta && inputs.includes(input);

const ctrl =
  (letter: string) =>
  ({ input, key }: Press) =>
    key.ctrl && input === letter;

const either =
  (...matchers: ((press: Press) => boolean)[]) =>
  (press: Press) =>
    matchers.some((matches) => matches(press));

/** The one list of keys: the screens act by it; the footer and the help are made from it. */
const bindings: readonly Binding[] = [
  { intent: 'primary', keys: ['Enter'], matches: ({ key }) => key.return && !key.meta },
  { intent: 'stop', keys: ['Ctrl-C'], matches: ctrl('c') },
  { intent: 'again', keys: ['r'], matches: typed('r') },
  { intent: 'edit', keys: ['e'], matches: typed('e') },
  { intent: 'hint', keys: ['h'], matches: typed('h') },
  { intent: 'next', keys: ['n', '→'], matches: either(typed('n'), ({ key }) => key.rightArrow) },
  { intent: 'back', keys: ['b', '←'], matches: either(typed('b'), ({ key }) => key.leftArrow) },
  { intent: 'skip', keys: ['x'], matches: typed('x') },
  { intent: 'mend', keys: ['m'], matches: typed('m') },
  { intent: 'shell', keys: ['s'], matches: typed('s') },
  { intent: 'language', keys: ['l'], matches: typed('l') },
  { intent: 'pane', keys: ['Tab'], matches: ({ key }) => key.tab },
  { intent: 'down', keys: ['↓', 'j'], matches: either(typed('j'), ({ key }) => key.downArrow) },
  { intent: 'up', keys: ['↑', 'k'], matches: either(typed('k'), ({ key }) => key.upArrow) },
  {
    intent: 'page-down',
    keys: ['Space', 'PgDn'],
    matches: either(typed(' '), ctrl('f'), ctrl('d'), ({ key }) => key.pageDown),
  },
  { intent: 'page-up', keys: ['PgUp'], matches: either(ctrl('b'), ctrl('u'), ({ key }) => key.pageUp) },
  { intent: 'top', keys: ['g', 'Home'], matches: either(typed('g'), ({ key }) => key.home) },
  { intent: 'bottom', keys: ['G', 'End'], matches: either(typed('G'), ({ key }) => key.end) },
  { intent: 'help', keys: ['?'], matches: typed('?') },
  { intent: 'close', keys: ['Esc'], matches: ({ key }) => key.escape },
  { intent: 'quit', keys: ['q'], matches: typed('q') },
];

/** What a key press means; undefined where it means nothing. */
export function intentOf(press: Press): Intent | undefined {
  return bindings.find(({ matches }) => matches(press))?.intent;
}

/** The keys that mean something, the one to name first first. */
export function keysOf(intent: Intent): readonly string[] {
  return bindings.find((binding) => binding.intent === intent)?.keys ?? [];
}
