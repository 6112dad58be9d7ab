import { actions, currentStep } from '../../engine/select.ts';
import type { Session } from '../../runner/session.ts';
import type { Press } from '../keys/key.ts';
import type { Store } from '../store.ts';
import { type Input, inputOf } from './input/input.ts';
import { pasted, typed } from './input/press.ts';
import { beginSearch } from './searching.ts';
import type { StepScreen } from './step-screen.ts';
import type { RunView } from './view.ts';

/** What is typed on the screen of a run: a command, or what to search for; and what becomes of it. */
export class Typing {
  readonly #session: Session;
  readonly #view: Store<RunView>;

  constructor(session: Session, view: Store<RunView>) {
    this.#session = session;
    this.#view = view;
  }

  /** The step's command, as it was run last. */
  command(): void {
    const step = currentStep(this.#session.state);
    if (!step || !actions(this.#session.state).has('run')) return;
    const command = step.command?.command ?? this.#session.step(step.plan.id).run ?? '';
    this.#view.update({ input: inputOf('command', command.trimEnd()) });
  }

  /** A command of the learner's own. */
  aside(): void {
    if (actions(this.#session.state).has('aside')) this.#view.update({ input: inputOf('aside') });
  }

  search(screen: StepScreen | undefined): void {
    if ((screen?.parts.output.source.total ?? 0) > 0) this.#view.update({ input: inputOf('search') });
  }

  /** @param screen what is shown while it is typed */
  press(press: Press, screen: StepScreen | undefined): void {
    const view = this.#view.get();
    if (!view.input) return;
    const next = typed(press, view.input, this.#session.state.history);
    this.#view.update({ input: typeof next === 'string' ? undefined : next });
    if (next === 'accepted') this.#accept(view.input, screen);
  }

  #accept({ of, text }: Input, screen: StepScreen | undefined): void {
    if (of === 'search' && screen) this.#view.update(beginSearch(text, screen, this.#view.get()));
    else if (text.trim() === '') return;
    else if (of === 'aside') this.#session.aside(text);
    else if (of === 'command') this.#session.run(text);
  }

  paste(text: string): void {
    const { input } = this.#view.get();
    if (input) this.#view.update({ input: pasted(text, input, this.#session.state.history) });
  }
}
