import { actions, awaitedStep, lostSteps, neighbour } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import { isOffered, keyName } from '../footer.ts';
import type { Size } from '../frame.ts';
import { messages } from '../i18n/catalogues.ts';
import type { Press } from '../keys/key.ts';
import { nameOfPress } from '../keys/key-names.ts';
import type { Intent } from '../keys/keymap.ts';
import type { Store } from '../store.ts';
import type { ClusterView } from './cluster/cluster-view.ts';
import type { Host } from './controller.ts';
import { copyCommand, copyOutput } from './copying.ts';
import { changeLanguage } from './language.ts';
import { primaryAction } from './primary.ts';
import { answerByKey } from './questions.ts';
import { titleIn } from './room/room-news.ts';
import type { RoomWatch } from './room/room-watch.ts';
import { scrollStep } from './scroll.ts';
import { searchOn } from './searching.ts';
import { askHint } from './section.ts';
import type { StepScreen } from './step-screen.ts';
import type { StepsView } from './steps/steps-view.ts';
import type { UnderWay } from './steps/under-way.ts';
import type { Typing } from './typing.ts';
import type { RunView } from './view.ts';

/** What the keys of a step can reach. */
export interface StepReach {
  readonly session: Session;
  readonly view: Store<RunView>;
  readonly cluster: ClusterView;
  readonly typing: Typing;
  readonly steps: StepsView;
  readonly underWay: UnderWay;
  /** Where the run is a part of one. */
  readonly room: RoomWatch | undefined;
  /** The step as it is shown. */
  readonly screen: (size: Size) => StepScreen | undefined;
}

/** What each key does on the step's screen: what the footer offers there, or nothing. */
export class StepKeys {
  readonly #reach: StepReach;

  constructor(reach: StepReach) {
    this.#reach = reach;
  }

  press(press: Press, intent: Intent, host: Host): void {
    const screen = this.#reach.screen(host.size);
    if (!screen) return;
    if (!isOffered(intent, screen.offers)) this.#refuse(intent);
    else if (!this.#reach.underWay.press(intent)) this.#perform(press, intent, host, screen);
  }

  #perform(press: Press, intent: Intent, host: Host, screen: StepScreen): void {
    const { view, cluster, session } = this.#reach;
    const isBeside = screen.parts.cluster !== undefined && view.get().focus === 'cluster';
    if (isBeside && cluster.pressBeside(intent, messages(session.state.language), screen.heights.cluster))
      return;
    const act = this.#acts(press, host, screen)[intent];
    if (act) act();
    else view.update(scrollStep(intent, screen, view.get()));
  }

  /** Goes on; from the last step, to the last page. */
  next(): void {
    const { session } = this.#reach;
    const isLast = actions(session.state).has('finish');
    session.next();
    if (isLast) this.#show('finish');
  }

  #acts(press: Press, host: Host, screen: StepScreen): Partial<Record<Intent, () => void>> {
    const { session, view, cluster, typing, steps, room } = this.#reach;
    return {
      primary: () => this.#primary(),
      again: () => session.run(),
      edit: () => typing.command(),
      aside: () => typing.aside(),
      search: () => typing.search(screen),
      'find-next': () => view.update(searchOn(1, screen, view.get())),
      'find-previous': () => view.update(searchOn(-1, screen, view.get())),
      close: () => view.update({ search: undefined }),
      copy: () => this.#say(copyCommand(session, host.copy)),
      'copy-output': () => this.#say(copyOutput(session, host.copy)),
      hint: () => session.hint(),
      answer: () => answerByKey(session, nameOfPress(press)),
      why: () => this.#show('why'),
      steps: () => steps.open(),
      next: () => this.next(),
      back: () => session.back(),
      skip: () => this.#skip(),
      mend: () => this.#mend(),
      stop: () => session.stop(),
      shell: () => host.openShell(),
      language: () => changeLanguage(session),
      cluster: () => this.#show('cluster'),
      beside: () => cluster.toggleBeside(),
      changes: () => this.#show('changes'),
      hand: () => room?.hand(),
      room: () => this.#show('room'),
      'catch-up': () => room?.catchUp(steps),
      quit: () => host.leave(),
    };
  }

  /** What is not offered does nothing; where somebody may wonder why, it is said. */
  #refuse(intent: Intent): void {
    const { session, underWay } = this.#reach;
    const awaited = awaitedStep(session.state);
    if (underWay.isOn) this.#say((say) => say.learning.busy);
    // Who has done the step is told so already.
    else if (intent === 'skip' && awaited)
      this.#say((say) => say.room.awaits(titleIn(session, awaited.plan.id)));
    else if (intent === 'stop') this.#say((say) => say.ctrlC(keyName('quit', say)));
    else if (intent === 'hint') {
      const words = askHint(session, messages(session.state.language));
      if (words !== undefined) this.#say(() => words);
    }
  }

  #primary(): void {
    const { session } = this.#reach;
    const action = primaryAction(session.state);
    if (action === 'run') session.run();
    else if (action) this.next();
  }

  /** Goes to the first step whose effect was lost. */
  #mend(): void {
    const { session } = this.#reach;
    const [lost] = lostSteps(session.state);
    if (lost) session.openStep(lost.plan.id);
  }

  #skip(): void {
    const { session } = this.#reach;
    const isLast = !neighbour(session.state, 1);
    session.skip();
    if (isLast) this.#show('finish');
  }

  #say(notice: RunView['notice']): void {
    this.#reach.view.update({ notice });
  }

  #show(screen: RunView['screen']): void {
    this.#reach.view.update({ screen, page: 0 });
  }
}
