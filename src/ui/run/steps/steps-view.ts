import { currentStep, isBusy, path } from '../../../engine/select.ts';
import { deedsAgain, deedsBack, deedsBefore } from '../../../runner/deeds.ts';
import type { Session } from '../../../runner/session.ts';
import type { Row, Size } from '../../frame.ts';
import { messages } from '../../i18n/catalogues.ts';
import type { Intent } from '../../keys/keymap.ts';
import { pageRows, pageWidth, scrollBy, scrollPage } from '../../page.ts';
import { clampOffset } from '../../scrolled.ts';
import type { Store } from '../../store.ts';
import type { Host } from '../controller.ts';
import { changeLanguage } from '../language.ts';
import type { RunView } from '../view.ts';
import { stepsScreen } from './list.ts';
import { type Plan, previewPage } from './preview.ts';

export interface StepsHost {
  /** Does what was agreed to, on the screen of the steps that it is about. */
  readonly begin: (plan: Plan) => void;
  /** Told before the screen is left for it; undefined where that cannot be done from here. */
  readonly startOver: (() => void) | undefined;
}

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
    const { state } = this.#session;
    this.#plan = undefined;
    this.#at = Math.max(
      0,
      path(state).findIndex(({ plan }) => plan.id === state.current),
    );
    this.#view.update({ screen: 'steps', page: 0 });
  }

  rows(size: Size): Row[] {
    const say = this.#say;
    if (!this.#plan) return stepsScreen(this.#session, this.#at, size, say);
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

  #list(intent: Intent, size: Size): void {
    const steps = path(this.#session.state);
    const target = steps[this.#at]?.plan.id;
    const by = scrollBy(intent, size.rows - 6);
    if (['close', 'quit', 'stop', 'steps'].includes(intent)) this.#view.update({ screen: 'step' });
    else if (intent === 'language') changeLanguage(this.#session);
    else if (by !== undefined) this.#at = clampOffset(this.#at + by, steps.length, 1);
    else if (target !== undefined) this.#plan = this.#planOf(intent, target);
    // What is chosen here is not in the view: it says only that there is something new to be seen.
    this.#view.update({ page: 0 });
  }

  #planOf(intent: Intent, target: string): Plan | undefined {
    const { state } = this.#session;
    const stepOf = (id: string) => this.#session.step(id);
    if (!['primary', 'again', 'undo', 'start-over'].includes(intent)) return undefined;
    if (isBusy(currentStep(state))) return this.#refuse((say) => say.learning.busy);
    if (intent === 'start-over') return this.#host.startOver && { kind: 'start-over', target, deeds: [] };
    if (intent === 'primary') {
      const deeds = deedsBefore(state, stepOf, target);
      if (deeds.some(({ kind }) => kind === 'run')) return { kind: 'jump', target, deeds };
      this.#open(target);
      return undefined;
    }
    const deeds = intent === 'again' ? deedsAgain(state, stepOf, target) : deedsBack(state, stepOf, target);
    if (deeds.length === 0) return this.#refuse((say) => say.learning.nothingRunsYet);
    return { kind: intent === 'again' ? 'redo' : 'undo', target, deeds };
  }

  /** Back on the step, where it is said why not. */
  #refuse(notice: RunView['notice']): undefined {
    this.#view.update({ screen: 'step', notice });
    return undefined;
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
    else if (['close', 'quit', 'stop', 'back'].includes(intent)) {
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
