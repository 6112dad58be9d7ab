import { isOpenToLearner, path } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import { keyName } from '../../footer.ts';
import type { Messages } from '../../i18n/messages.ts';
import { sectionOf } from '../section.ts';
import type { ClassRoom, RoomMessage, RoomView } from './class-room.ts';

/** Something to be said, in words only when it is shown. */
export type Saying = (say: Messages) => string;

/** What is new in the room of a run, each thing once. */
export class RoomNews {
  readonly #session: Session;
  readonly #room: ClassRoom;
  #before: RoomView | undefined;
  #unread: readonly RoomMessage[] = [];
  #handUp = false;

  constructor(session: Session, room: ClassRoom) {
    this.#session = session;
    this.#room = room;
  }

  /** How many messages nobody has read yet. */
  get unread(): number {
    return this.#unread.length;
  }

  /** What has come since the last time; of several messages the last, the others are on the room's page. */
  next(): Saying[] {
    const room = this.#room;
    const { view } = room;
    const news: Saying[] = [];
    const wasUp = this.#handUp;
    this.#handUp = room.handUp;
    if (!room.isSeen(welcome)) {
      room.seen([welcome]);
      news.push((say) => say.room.welcome(room.name, keyName('room', say)));
    }
    if (!view || view === this.#before) return news;
    news.push(...changes(this.#session, this.#before, view));
    if (wasUp && !room.handUp && this.#before?.hand && !view.hand) news.push((say) => say.room.taken);
    this.#before = view;
    const unread = view.messages.filter(({ id }) => !room.isSeen(id));
    const last = unread.at(-1);
    if (last && unread.length > this.#unread.length)
      news.push((say) => say.room.message(last.text, last.toAll));
    this.#unread = unread;
    const { nudge } = view;
    if (nudge && !room.isSeen(nudge.id)) {
      room.seen([nudge.id]);
      news.push((say) => say.room.nudge(keyName('hand', say)));
    }
    return news;
  }

  /** All messages were read. */
  read(): void {
    this.#room.seen(this.#unread.map(({ id }) => id));
    this.#unread = [];
  }
}

/** Stands for the first words to whoever comes into a room. */
const welcome = 'welcome';

/** The first view tells of how things are. */
function changes(session: Session, before: RoomView | undefined, view: RoomView): Saying[] {
  const { gate, paused, ended, catchUp } = view;
  if (ended) return before?.ended ? [] : [({ room }) => room.roomEnded];
  const news: Saying[] = [];
  if (before && before.gate !== gate)
    news.push(({ room }) => (gate === null ? room.free : room.opened(titleIn(session, gate))));
  if (paused !== (before?.paused ?? false)) news.push(({ room }) => (paused ? room.paused : room.goesOn));
  if (catchUp && before?.catchUp?.id !== catchUp.id && isAhead(session, catchUp.step))
    news.push((say) => say.room.called(titleIn(session, catchUp.step), keyName('catch-up', say)));
  return news;
}

/** Raises the learner's hand, or takes it down. @returns what to say of it */
export function turnHand(room: ClassRoom): Saying {
  if (room.handUp) room.lowerHand();
  else room.raiseHand();
  return (say) => (room.handUp ? say.room.raised(room.view?.hand?.before) : say.room.lowered);
}

/** The step that the class is called to, while the learner is before it. */
export function calledTo(session: Session, view: RoomView | undefined): string | undefined {
  const { catchUp, ended } = view ?? {};
  if (!catchUp || ended || !isAhead(session, catchUp.step)) return undefined;
  return isOpenToLearner(session.state, catchUp.step) ? catchUp.step : undefined;
}

function isAhead({ state }: Session, step: string): boolean {
  const place = (id: string | undefined) => path(state).findIndex(({ plan }) => plan.id === id);
  return place(step) > place(state.current);
}

export function titleIn({ lesson, state }: Session, step: string): string {
  return sectionOf(lesson, step, state.language)?.title ?? step;
}
