import supportsHyperlinks from 'supports-hyperlinks';
import { isColourless } from '../colours.ts';
import type { Messages } from '../i18n/messages.ts';

/** What prose needs to know of whom it is shown to. */
export interface ProseStyle {
  readonly say: Messages;
  /** A link is a link of the terminal; elsewhere its address stands beside it in words. */
  readonly hyperlinks: boolean;
  /** Lines drawn below headings, where neither bold nor colour can make them stand out. */
  readonly underlines: boolean;
}

export function screenStyle(say: Messages): ProseStyle {
  return { say, hyperlinks: !isColourless() && supportsHyperlinks.stdout, underlines: isColourless() };
}

/** For lines of text that may be read aloud, or felt: nothing but the words. */
export function plainStyle(say: Messages): ProseStyle {
  return { say, hyperlinks: false, underlines: false };
}
