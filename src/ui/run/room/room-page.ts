import type { Session } from '../../../runner/session.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { Page } from '../../page.ts';
import { wrap } from '../../text.ts';
import { theme } from '../../theme.ts';
import type { ClassRoom } from './class-room.ts';
import { titleIn } from './room-news.ts';

/** All that there is to know of the room: how one stands in it, what was said, and what it sees of one. */
export function roomPage(session: Session, room: ClassRoom, say: Messages, width: number): Page {
  const words = say.room;
  const { view, unsent, connection } = room;
  const paragraphs = [
    standing(connection, view?.ended ?? false, say),
    ...(view && !view.ended
      ? [
          view.paused
            ? words.paused
            : words.pace(view.gate === null ? undefined : titleIn(session, view.gate)),
        ]
      : []),
    ...(room.handUp ? [words.hand(view?.hand?.before)] : []),
    ...(unsent > 0 ? [words.unsent(unsent)] : []),
  ];
  const messages = (view?.messages ?? []).toReversed().flatMap(({ at, text, toAll }) => {
    const head = `${timeOf(at)} ${toAll ? words.toAll : words.toYou}`;
    return [theme.faint(head), ...wrap(text, width - 2).map((line) => `  ${line}`)];
  });
  return {
    left: words.title,
    right: '',
    lines: [
      '',
      ...paragraphs.flatMap((text) => wrap(text, width)),
      ...['', theme.title(words.messagesTitle)],
      ...(messages.length > 0 ? messages : [words.noMessages]),
      ...['', theme.title(words.sentTitle)],
      ...words.sent.flatMap((text) => wrap(text, width)),
    ],
    offers: [{ intent: 'close', text: say.keys.close }],
  };
}

/** The room in a word or two, for the header. */
export function roomLabel(room: ClassRoom, unread: number, { room: words }: Messages): string {
  const label = room.view?.ended ? words.ended : words[room.connection];
  return [...(unread > 0 ? [words.unread(unread)] : []), ...(room.handUp ? [words.handUp] : []), label].join(
    ' · ',
  );
}

function standing(connection: ClassRoom['connection'], ended: boolean, { room }: Messages): string {
  if (ended) return room.roomEnded;
  if (connection === 'refused') return room.stateRefused;
  return connection === 'connected' ? room.stateConnected : room.stateOffline;
}

function timeOf(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
