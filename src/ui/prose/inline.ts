import type { Inline } from '../../lesson/prose/blocks.ts';
import { isColourless } from '../colours.ts';
import { theme } from '../theme.ts';

/** Inline prose as one string with styles; breaks are newlines. */
export function renderInlines(inlines: readonly Inline[]): string {
  return inlines.map(renderInline).join('');
}

function renderInline(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return inline.text.replaceAll(/\s+/g, ' ');
    case 'strong':
      return theme.strong(renderInlines(inline.children));
    case 'emphasis':
      return theme.emphasis(renderInlines(inline.children));
    case 'code':
      // Where colour cannot tell a command from a word, its quotes do.
      return isColourless() ? `\`${inline.text}\`` : theme.code(inline.text);
    case 'link': {
      const text = renderInlines(inline.children);
      return text === inline.href ? theme.link(text) : `${theme.link(text)} (${inline.href})`;
    }
    case 'break':
      return '\n';
  }
}
