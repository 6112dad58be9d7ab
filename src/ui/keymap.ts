import type { Key } from 'ink';
import type { Messages } from './i18n/messages.ts';

/** What a key can mean, whatever the screen. */
export type Intent =
  | 'primary'
  | 'again'
  | 'edit'
  | 'hint'
  | 'next'
  | 'back'
  | 'skip'
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

interface Binding {
  readonly intent: Intent;
  /** As the footer and the help name it. */
  readonly shown: string;
  readonly label: keyof Messages['keys'];
  readonly matches: (input: string, key: Key) => boolean;
}

const typed =
  (...inputs: string[]) =>
  (input: string, key: Key) =>
    !key.ctrl && !key.meta && inputs.includes(input);

/** The one list of keys: the screens act by it, the footer and the help are made from it. */
export const bindings: readonly Binding[] = [
  { intent: 'primary', shown: 'Enter', label: 'run', matches: (_, key) => key.return },
  { intent: 'stop', shown: 'Ctrl-C', label: 'stop', matches: (input, key) => key.ctrl && input === 'c' },
  { intent: 'again', shown: 'r', label: 'again', matches: typed('r') },
  { intent: 'edit', shown: 'e', label: 'edit', matches: typed('e') },
  { intent: 'hint', shown: 'h', label: 'hint', matches: typed('h') },
  {
    intent: 'next',
    shown: 'n',
    label: 'next',
    matches: (input, key) => typed('n')(input, key) || key.rightArrow,
  },
  {
    intent: 'back',
    shown: 'b',
    label: 'back',
    matches: (input, key) => typed('b')(input, key) || key.leftArrow,
  },
  { intent: 'skip', shown: 'x', label: 'skip', matches: typed('x') },
  { intent: 'shell', shown: 's', label: 'shell', matches: typed('s') },
  { intent: 'language', shown: 'l', label: 'language', matches: typed('l') },
  { intent: 'pane', shown: 'Tab', label: 'pane', matches: (_, key) => key.tab },
  {
    intent: 'down',
    shown: '↓ j',
    label: 'scroll',
    matches: (input, key) => typed('j')(input, key) || key.downArrow,
  },
  {
    intent: 'up',
    shown: '↑ k',
    label: 'scroll',
    matches: (input, key) => typed('k')(input, key) || key.upArrow,
  },
  {
    intent: 'page-down',
    shown: 'Space',
    label: 'page',
    matches: (input, key) => typed(' ')(input, key) || key.pageDown,
  },
  { intent: 'page-up', shown: 'PgUp', label: 'page', matches: (_, key) => key.pageUp },
  { intent: 'top', shown: 'g', label: 'scroll', matches: (input, key) => typed('g')(input, key) || key.home },
  {
    intent: 'bottom',
    shown: 'G',
    label: 'scroll',
    matches: (input, key) => typed('G')(input, key) || key.end,
  },
  { intent: 'help', shown: '?', label: 'help', matches: typed('?') },
  { intent: 'close', shown: 'Esc', label: 'close', matches: (_, key) => key.escape },
  { intent: 'quit', shown: 'q', label: 'quit', matches: typed('q') },
];

/** What a key press means; undefined where it means nothing. */
export function intentOf(input: string, key: Key): Intent | undefined {
  return bindings.find(({ matches }) => matches(input, key))?.intent;
}

/** What the footer offers: an intent that means something now, with the words for it now. */
export interface Offer {
  readonly intent: Intent;
  readonly label: keyof Messages['keys'];
}

/** `Enter run  e edit`, for as many offers as there is room for; the last one always stays. */
export function footerText(
  offers: readonly Offer[],
  keys: Messages['keys'],
  width: number,
  style: { key: (text: string) => string; label: (text: string) => string },
): string {
  const parts = offers.map(({ intent, label }) => {
    const shown = bindings.find((binding) => binding.intent === intent)?.shown ?? '';
    return { shown, label: keys[label] };
  });
  const lengthOf = (list: typeof parts) =>
    list.reduce((sum, part) => sum + part.shown.length + part.label.length + 3, 0);
  const last = parts.pop();
  while (parts.length > 0 && last && lengthOf([...parts, last]) > width) parts.pop();
  return [...parts, ...(last ? [last] : [])]
    .map(({ shown, label }) => `${style.key(shown)} ${style.label(label)}`)
    .join('  ');
}
