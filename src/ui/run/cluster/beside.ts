import type { Offer } from '../../footer.ts';
import type { Messages } from '../../i18n/messages.ts';
import { widthOf } from '../../text.ts';
import { theme } from '../../theme.ts';
import { withScrollbar } from '../side.ts';
import type { ClusterPane } from './pane.ts';

/** The cluster as a part of the step's screen: a heading, and as many lines as there is room for. */
export function clusterBlock(
  pane: ClusterPane,
  say: Messages,
  width: number,
  height: number,
  hasFocus: boolean,
): string[] {
  if (height < 2) return [];
  const shown = pane.window(say, width, height - 1, hasFocus);
  const hidden = [
    ...(shown.above > 0 ? [`↑ ${say.more(shown.above)}`] : []),
    ...(shown.below > 0 ? [`↓ ${say.more(shown.below)}`] : []),
  ].join('  ');
  return [heading(say.live.title, hidden, width, hasFocus), ...withScrollbar(shown, hasFocus, width)];
}

function heading(title: string, hidden: string, width: number, hasFocus: boolean): string {
  const end = hidden === '' ? '' : ` ${hidden} ─`;
  const dashes = '─'.repeat(Math.max(0, width - widthOf(title) - widthOf(end) - 4));
  const style = hasFocus ? theme.accent : theme.title;
  return `${theme.faint('── ')}${style(title)} ${theme.faint(`${dashes}${end}`)}`;
}

/** What the keys do while the focus is on it: the arrows and Esc are its own, and Enter where an object is chosen. */
export function besideOffers(others: readonly Offer[], isChosen: boolean, say: Messages): Offer[] {
  const { keys } = say.live;
  const chosen: Offer[] = [
    { intent: 'primary', text: keys.details },
    { intent: 'down', text: keys.choose },
  ];
  return [
    ...(isChosen ? chosen : []),
    { intent: 'close', text: keys.back },
    ...others.filter(({ intent }) => intent !== 'down' && intent !== 'close'),
  ];
}
