import type { Language } from '../../base/languages.ts';
import { type Lesson, proseOf } from '../../lesson/load.ts';
import { isOffered } from '../footer.ts';
import type { Row, Size } from '../frame.ts';
import { closesHelp } from '../help.ts';
import { messages } from '../i18n/catalogues.ts';
import { editKey, insert } from '../keys/edit-keys.ts';
import { edit, editOf } from '../keys/editor.ts';
import type { Press } from '../keys/key.ts';
import { type Intent, intentOf } from '../keys/keymap.ts';
import { pageRows, pageWidth, scrollBy, scrollPage } from '../page.ts';
import { nextLanguage } from '../run/language.ts';
import { clampOffset } from '../scrolled.ts';
import { Store } from '../store.ts';
import { inOrder } from './class-list.ts';
import { leadPage } from './lead-pages.ts';
import { leadScreen } from './lead-screen.ts';
import { type LeadView, leadView } from './lead-view.ts';
import type { LedRoom } from './led-room.ts';

/** How often a class is looked at when nothing happens: time alone makes somebody stuck, or gone. */
const lookEvery = 5000;

/** An instructor's room on the screen, without the screen: what it shows, and what each key does. */
export class LeadController {
  /** Grows whenever the screen has to be drawn again. */
  readonly version = new Store(0);
  readonly #lesson: Lesson;
  readonly #room: LedRoom;
  readonly #view: Store<LeadView>;
  readonly #ends: (() => void)[];

  constructor(lesson: Lesson, room: LedRoom, language: Language) {
    this.#lesson = lesson;
    this.#room = room;
    const { gate } = room.now;
    this.#view = new Store(leadView(gate ?? lesson.file.steps[0]?.id ?? '', language));
    const timer = setInterval(this.#changed, lookEvery);
    this.#ends = [
      this.#view.subscribe(this.#changed),
      room.subscribe(this.#changed),
      () => clearInterval(timer),
    ];
  }

  get language(): Language {
    return this.#view.get().language;
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  rows(size: Size): readonly Row[] {
    const view = this.#view.get();
    const page = leadPage(view, this.#room, this.#say, pageWidth(size));
    return page ? pageRows(size, this.#say, page, view.page) : this.#screen(size).rows;
  }

  press(press: Press, size: Size, leave: () => void): void {
    const view = this.#view.get();
    if (view.notice) this.#view.update({ notice: undefined });
    const intent = view.message ? undefined : intentOf(press);
    if (view.message) this.#type(press, view.message);
    else if (!intent) return;
    else if (view.screen !== 'class') this.#onPage(intent, size);
    else if (isOffered(intent, this.#screen(size).offers)) this.#onClass(intent, size, leave);
  }

  paste(text: string): void {
    const { message } = this.#view.get();
    const change = insert(text.replaceAll('\n', ' '));
    if (message && change) this.#view.update({ message: { ...message, edit: edit(message.edit, change) } });
  }

  get #say() {
    return messages(this.#view.get().language);
  }

  #screen(size: Size) {
    return leadScreen(this.#room, this.#view.get(), size, { lesson: this.#lesson, say: this.#say });
  }

  readonly #changed = (): void => this.version.set(this.version.get() + 1);

  #onClass(intent: Intent, size: Size, leave: () => void): void {
    const room = this.#room;
    const { focus, step } = this.#view.get();
    const acts: Partial<Record<Intent, () => void>> = {
      primary: () => (focus === 'learners' ? this.#show('learner') : this.#openNext()),
      free: () => this.#setGate(room.now.gate === null ? step : null),
      pause: () => this.#do(room.setPaused(!room.now.paused)),
      aside: () => this.#beginMessage(),
      nudge: () => this.#nudge(),
      hand: () => this.#lowerHand(),
      'catch-up': () => this.#everyone(),
      next: () => this.#turn(1),
      back: () => this.#turn(-1),
      pane: () => this.#view.update({ focus: focus === 'notes' ? 'learners' : 'notes' }),
      room: () => this.#show('invitation'),
      end: () => this.#show('end'),
      help: () => this.#show('help'),
      language: () => this.#changeLanguage(),
      quit: leave,
    };
    const act = acts[intent];
    if (act) act();
    else this.#scroll(intent, size);
  }

  #onPage(intent: Intent, size: Size): void {
    const { screen, page } = this.#view.get();
    const isOfLearner = screen === 'learner';
    if (screen === 'end' && intent === 'primary') {
      this.#do(this.#room.end());
      this.#show('class');
    } else if (isOfLearner && intent === 'aside') this.#beginMessage();
    else if (isOfLearner && intent === 'nudge') this.#nudge();
    else if (isOfLearner && intent === 'hand') this.#lowerHand();
    else if (screen === 'invitation' && intent === 'pane') this.#show('helpers');
    else if (closesHelp(intent) || intent === 'room') this.#show('class');
    else if (intent === 'language') this.#changeLanguage();
    else {
      const made = leadPage(this.#view.get(), this.#room, this.#say, pageWidth(size));
      const offset = scrollPage(intent, page, made?.lines.length ?? 0, size);
      if (offset !== undefined) this.#view.update({ page: offset });
    }
  }

  #scroll(intent: Intent, size: Size): void {
    const { focus, notes } = this.#view.get();
    const { height, lines } = this.#screen(size).notes;
    const by = scrollBy(intent, focus === 'notes' ? height : 5);
    if (by === undefined) return;
    if (focus === 'notes') this.#view.update({ notes: clampOffset(notes + by, lines, height) });
    else {
      const people = inOrder(this.#room.now);
      const at = clampOffset(this.#placeIn(people) + by, people.length, 1);
      this.#view.update({ learner: people[at]?.id });
    }
  }

  #placeIn(people: readonly { readonly id: string }[]): number {
    const { learner } = this.#view.get();
    return Math.max(
      0,
      people.findIndex(({ id }) => id === learner),
    );
  }

  /** The learner that the keys are about; undefined where they are about the class. */
  get #chosen() {
    const { focus, screen } = this.#view.get();
    if (focus !== 'learners' && screen !== 'learner') return undefined;
    const people = inOrder(this.#room.now);
    return people[this.#placeIn(people)];
  }

  #show(screen: LeadView['screen']): void {
    // Whoever was chosen stays chosen, even if others come before them now.
    this.#view.update({ screen, page: 0, learner: this.#chosen?.id ?? this.#view.get().learner });
  }

  #turn(direction: 1 | -1): void {
    const { steps } = this.#lesson.file;
    const step = steps[steps.findIndex(({ id }) => id === this.#view.get().step) + direction];
    if (step) this.#view.update({ step: step.id, notes: 0 });
  }

  #openNext(): void {
    const { steps } = this.#lesson.file;
    const next = steps[steps.findIndex(({ id }) => id === this.#room.now.gate) + 1];
    if (next) this.#setGate(next.id);
  }

  #setGate(step: string | null): void {
    if (step !== null) this.#view.update({ step, notes: 0 });
    this.#do(this.#room.setGate(step), ({ lead }) =>
      step === null ? lead.freePace : lead.opened(this.#titleOf(step)),
    );
  }

  #everyone(): void {
    const { step } = this.#view.get();
    this.#do(this.#room.everyoneTo(step), ({ lead }) => lead.called(this.#titleOf(step)));
  }

  #nudge(): void {
    const learner = this.#chosen;
    if (learner) this.#do(this.#room.nudge(learner.id), ({ lead }) => lead.nudged(learner.name));
  }

  /** The hand of the one that was chosen, or else the first. */
  #lowerHand(): void {
    const { hands } = this.#room.now;
    const own = hands.find(({ learner }) => learner === this.#chosen?.id);
    const hand = own ?? hands[0];
    if (hand) this.#do(this.#room.lowerHand(hand.hand));
  }

  #beginMessage(): void {
    const to = this.#chosen?.id ?? null;
    this.#view.update({ screen: 'class', learner: to ?? undefined, message: { to, edit: editOf('') } });
  }

  #type(press: Press, message: NonNullable<LeadView['message']>): void {
    const { key, input } = press;
    const change = editKey(press);
    if (key.escape || (key.ctrl && input === 'c')) this.#view.update({ message: undefined });
    else if (key.return && !key.meta) this.#send(message.to, message.edit.text.trim());
    else if (change) this.#view.update({ message: { ...message, edit: edit(message.edit, change) } });
  }

  #send(to: string | null, text: string): void {
    this.#view.update({ message: undefined });
    if (text === '') return;
    const name = this.#room.now.learners.find(({ id }) => id === to)?.name;
    this.#do(this.#room.message(to, text), ({ lead }) => lead.sent(name));
  }

  #changeLanguage(): void {
    const { language } = this.#view.get();
    this.#view.update({ language: nextLanguage(this.#lesson, language) });
  }

  #titleOf(step: string): string {
    return proseOf(this.#lesson, this.language).sections.get(step)?.title ?? step;
  }

  /** Does something in the room, and says that it was done, or why not. */
  #do(deed: Promise<void>, done?: LeadView['notice']): void {
    deed.then(
      () => done && this.#view.update({ notice: done }),
      (error: Error) => this.#view.update({ notice: ({ lead }) => lead.failed(error.message) }),
    );
  }
}
