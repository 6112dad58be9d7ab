import type { Session } from '../../runner/session.ts';
import type { Messages } from '../i18n/messages.ts';
import type { ClassRoom } from '../run/room/class-room.ts';
import { calledTo, RoomNews, turnHand } from '../run/room/room-news.ts';
import { roomPage } from '../run/room/room-page.ts';
import { type Plan, planFor } from '../run/steps/plan.ts';
import { intentOfWord } from './words.ts';

/** The room of a run, told and answered in lines. */
export class PlainRoom {
  readonly #room: ClassRoom;
  readonly #session: Session;
  readonly #news: RoomNews;

  constructor(room: ClassRoom, session: Session) {
    this.#room = room;
    this.#session = session;
    this.#news = new RoomNews(session, room);
  }

  /** Calls back with what is new, now and from now on. Returns the call that ends it. */
  follow(tell: (lines: readonly string[]) => void, say: () => Messages): () => void {
    const look = () => {
      const news = this.#news.next().map((one) => one(say()));
      this.#news.read();
      if (news.length > 0) tell(news);
    };
    look();
    return this.#room.subscribe(look);
  }

  /** Does what a line asks of the room. @returns what to say, or to agree to; undefined where it is not about the room */
  answer(line: string, say: Messages, width: number): readonly string[] | Plan | undefined {
    const intent = intentOfWord(line);
    if (intent === 'hand') return [turnHand(this.#room)(say)];
    if (intent === 'room') return roomPage(this.#session, this.#room, say, width).lines;
    const step = intent === 'catch-up' ? calledTo(this.#session, this.#room.view) : undefined;
    return step === undefined ? undefined : planFor(this.#session, 'jump', step);
  }
}
