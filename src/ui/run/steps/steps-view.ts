import { actions, path } from '../../../engine/select.ts';
import type { Session } from '../../../runner/session.ts';
import type { Offer } from '../../footer.ts';
import type { Row, Size } from '../../frame.ts';
import { messages } from '../../i18n/catalogues.ts';
import type { Intent } from '../../keys/keymap.ts';
import { pageRows, pageWidth, scrollBy, scrollPage } from '../../page.ts';
import { clampOffset } from '../../scrolled.ts';
import type { Store } from '../../store.ts';
import type { Host } from '../controller.ts';
import { changeLanguage, commonOffers } from '../language.ts';
import type { RunView } from '../view.ts';
import { stepsScreen } from './list.ts';
import { needsYes, type Plan, planFor } from './plan.ts';
import { previewPage } from './preview.ts';

export interface StepsHost {
  /** Does what was agreed to, on the screen of the steps that it is about. */
  readonly begin: (plan: Plan) => void;
  /** Told before the screen is left for it; undefined where that cannot be done from here. */
  readonly startOver: (() => void) | undefined;
}

/** What the keys ask for. */
const kinds: { readonly [Of in Intent]?: Plan['kind'] } = {
  primary: 'jump',
  again: 'redo',
  undo: 'undo',
  'start-over': 'start-over',
};

/** The screen of all steps: where one is, and the ways from there, each with a preview and a yes. */
export class StepsView {
  readonly #session: Session;
  readonly #view: Store<RunView>;
  readonly #host: StepsHost;
  #at = 0;
  #plan: Plan | undefined;

  constructor(session: Session, view: Store<RunView>, host: StepsHost) {
    this.#session = session;
    this.#view = view;
    this.#host = host;
  }

  /** Opens the screen, at the step that the learner is at. */
  open(): void {
    this.#plan = undefined;
    this.#at = this.#placeOf(this.#session.state.current);
    this.#view.update({ screen: 'steps', page: 0 });
  }

  /** Opens the preview of a plan; one that runs nothing is done at once. */
  propose(plan: Plan): void {
    if (!needsYes(plan)) this.#open(plan.target);
    else {
      this.#plan = plan;
      this.#at = this.#placeOf(plan.target);
      this.#view.update({ screen: 'steps', page: 0 });
    }
  }

  rows(size: Size): Row[] {
    const say = this.#say;
    if (!this.#plan) return stepsScreen(this.#session, this.#at, this.#offers, size, say);
    const page = previewPage(this.#session, this.#plan, say, pageWidth(size));
    return pageRows(size, say, page, this.#view.get().page);
  }

  press(intent: Intent, host: Pick<Host, 'size' | 'leave'>): void {
    if (this.#plan) this.#preview(this.#plan, intent, host);
    else this.#list(intent, host.size);
  }

  get #say() {
    return messages(this.#session.state.language);
  }

  #placeOf(id: string | undefined): number {
    const steps = path(this.#session.state);
    return Math.max(
      0,
      steps.findIndex(({ plan }) => plan.id === id),
    );
  }

  /** The step that the keys are about. */
  get #target(): string {
    return path(this.#session.state)[this.#at]?.plan.id ?? '';
  }

  /** What can be done with it now. */
  get #offers(): Offer[] {
    const { keys, learning } = this.#say;
    const wishes = [
      ['primary', learning.keys.go],
      ['again', learning.keys.redo],
      ['undo', learning.keys.undo],
      ['start-over', learning.keys.startOver],
    ] as const;
    const { state } = this.#session;
    return [
      ...wishes.flatMap(([intent, text]) => (this.#planOf(intent) ? [{ intent, text }] : [])),
      ...(actions(state).has('stop') ? [{ intent: 'stop', text: keys.stop } as const] : []),
      { intent: 'down', text: keys.select },
      { intent: 'close', text: keys.close },
      ...commonOffers(this.#session, this.#say),
    ];
  }

  #list(intent: Intent, size: Size): void {
    const session = this.#session;
    const by = scrollBy(intent, size.rows - 6);
    if (intent === 'stop' && actions(session.state).has('stop')) session.stop();
    else if (['close', 'quit', 'stop', 'steps'].includes(intent)) this.#view.update({ screen: 'step' });
    else if (intent === 'language') changeLanguage(session);
    else if (by !== undefined) this.#at = clampOffset(this.#at + by, path(session.state).length, 1);
    else {
      const plan = this.#planOf(intent);
      if (plan) this.propose(plan);
      return;
    }
    // What is chosen here is not in the view: it says only that there is something new to be seen.
    this.#view.update({ page: 0 });
  }

  #planOf(intent: Intent): Plan | undefined {
    const kind = kinds[intent];
    if (kind === undefined || (kind === 'start-over' && !this.#host.startOver)) return undefined;
    return planFor(this.#session, kind, this.#target);
  }

  #open(target: string): void {
    this.#session.openStep(target);
    this.#view.update({ screen: 'step' });
  }

  #preview(plan: Plan, intent: Intent, { size, leave }: Pick<Host, 'size' | 'leave'>): void {
    if (intent === 'primary') {
      this.#view.update({ screen: 'step' });
      if (plan.kind !== 'start-over') this.#host.begin(plan);
      else {
        this.#host.startOver?.();
        leave();
      }
    } else if (intent === 'skip' && plan.kind === 'jump') this.#open(plan.target);
    else if (['close', 'quit', 'stop'].includes(intent)) {
      this.#plan = undefined;
      this.#view.update({ page: 0 });
    } else if (intent === 'language') changeLanguage(this.#session);
    else {
      const { lines } = previewPage(this.#session, plan, this.#say, pageWidth(size));
      const page = scrollPage(intent, this.#view.get().page, lines.length, size);
      if (page !== undefined) this.#view.update({ page });
    }
  }
}
