import type { Session } from '../../../runner/session.ts';
import type { Store } from '../../store.ts';
import { planFor } from '../steps/plan.ts';
import type { StepsView } from '../steps/steps-view.ts';
import type { RunView } from '../view.ts';
import type { ClassRoom } from './class-room.ts';
import { calledTo, RoomNews, type Saying, turnHand } from './room-news.ts';

/** Of what is new, so many things are told at once; the messages among the others are on the room's page. */
const mostSayings = 3;

/** Tells the learner what is new in their room, and does what the room's keys ask for. */
export class RoomWatch {
  readonly #room: ClassRoom;
  readonly #session: Session;
  readonly #view: Store<RunView>;
  readonly #news: RoomNews;
  readonly #unsubscribe: () => void;
  #told: RunView['notice'];
  #sayings: readonly Saying[] = [];

  constructor(room: ClassRoom, session: Session, view: Store<RunView>) {
    this.#room = room;
    this.#session = session;
    this.#view = view;
    this.#news = new RoomNews(session, room);
    this.#unsubscribe = room.subscribe(() => this.#look());
    this.#look();
  }

  close(): void {
    this.#unsubscribe();
  }

  /** A key was pressed: what was on the screen then has been read. */
  pressed(): void {
    const { notice, screen } = this.#view.get();
    const isTold = screen === 'step' && notice !== undefined && notice === this.#told;
    // More than these did not all fit into what was told.
    if (screen !== 'room' && !(isTold && this.#news.unread < mostSayings)) return;
    this.#news.read();
    this.#view.update({ unread: 0 });
  }

  hand(): void {
    this.#say(turnHand(this.#room));
  }

  /** Proposes the way to the step that the class is called to. */
  catchUp(steps: StepsView): void {
    const step = calledTo(this.#session, this.#room.view);
    const plan = step === undefined ? undefined : planFor(this.#session, 'jump', step);
    if (plan) steps.propose(plan);
  }

  #look(): void {
    const news = this.#news.next();
    if (news.length > 0) {
      // What nobody has had time to read stays, above what comes after it.
      const isShown = this.#told !== undefined && this.#view.get().notice === this.#told;
      this.#sayings = [...(isShown ? this.#sayings : []), ...news].slice(-mostSayings);
      const sayings = this.#sayings;
      this.#say((say) => sayings.map((one) => one(say)).join('\n'));
    }
    // What the header says may be another, too, and only a new view is drawn.
    this.#view.update({ unread: this.#news.unread });
  }

  #say(notice: RunView['notice']): void {
    this.#told = notice;
    this.#view.update({ notice });
  }
}
