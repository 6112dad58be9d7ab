import type { Inline } from '../../lesson/prose/blocks.ts';
import { isColourless } from '../colours.ts';
import { harmless } from '../text.ts';
import { theme } from '../theme.ts';
import type { ProseStyle } from './style.ts';

/** Inline prose as one string with styles; breaks are newlines. */
export function renderInlines(inlines: readonly Inline[], style: ProseStyle): string {
  return inlines.map((inline) => renderInline(inline, style)).join('');
}

function renderInline(inline: Inline, style: ProseStyle): string {
  switch (inline.type) {
    case 'text':
      return inline.text.replaceAll(/\s+/g, ' ');
    case 'strong':
      return theme.strong(renderInlines(inline.children, style));
    case 'emphasis':
      return theme.emphasis(renderInlines(inline.children, style));
    case 'code':
      // Where colour cannot tell a command from a word, its quotes do.
      return isColourless() ? `\`${inline.text}\`` : theme.code(inline.text);
    case 'link':
      return renderLink(harmless(inline.href), renderInlines(inline.children, style), style);
    case 'break':
      return '\n';
  }
}

function renderLink(href: string, text: string, { hyperlinks }: ProseStyle): string {
  const shown = theme.link(text);
  // Only what a browser opens: a terminal may do anything with other schemes.
  if (hyperlinks && /^(https?|mailto):/i.test(href)) return `\u001B]8;;${href}\u0007${shown}\u001B]8;;\u0007`;
  return text === href ? shown : `${shown} (${href})`;
}
