import type { Messages } from '../i18n/messages.ts';
import { footerText, type Offer } from '../keymap.ts';
import { theme } from '../theme.ts';

/** The keys that work now, the most useful first, as one line. */
export function footer(offers: readonly Offer[], say: Messages, columns: number): string {
  return footerText(offers, say.keys, columns - 2, { key: theme.key, label: theme.faint });
}
