import type { Arrival } from '../../../runner/journey.ts';
import { travel } from '../../../runner/journey.ts';
import type { Session } from '../../../runner/session.ts';
import type { Intent } from '../../keys/keymap.ts';
import type { Store } from '../../store.ts';
import type { RunView } from '../view.ts';
import { type Plan, titleIn } from './preview.ts';

/** Milliseconds of wall time that a later step may take to be seen again after an earlier one was done anew. */
const patience = 10_000;

/** Keys that mean what they always do while steps are done for the learner: they look, and change nothing. */
const looking: readonly Intent[] = [
  'up',
  'down',
  'page-up',
  'page-down',
  'top',
  'bottom',
  'pane',
  'language',
  'help',
  'why',
  'cluster',
  'hint',
  'search',
  'find-next',
  'find-previous',
  'close',
  'copy',
  'copy-output',
  'quit',
];

/** Does what was agreed to, and says on the screen how far it is. Ctrl-C stops it. */
export class UnderWay {
  readonly #session: Session;
  readonly #view: Store<RunView>;
  #stop: AbortController | undefined;

  constructor(session: Session, view: Store<RunView>) {
    this.#session = session;
    this.#view = view;
  }

  get isOn(): boolean {
    return this.#stop !== undefined;
  }

  async begin({ kind, deeds, target }: Plan): Promise<void> {
    if (this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    const onDeed = (number: number) => {
      const title = titleIn(this.#session, deeds[number - 1]?.step ?? '');
      this.#view.update({ underWay: (say) => say.learning.underWay(number, deeds.length, title) });
    };
    const arrival = await travel(this.#session, deeds, target, { onDeed, signal: stop.signal });
    this.#stop = undefined;
    this.#view.update({ underWay: undefined, notice: this.#sayArrival(kind, arrival) });
    // What comes after a step that was done anew may rest on it.
    if (kind === 'redo') void this.#session.probe(patience);
  }

  /** What a key does meanwhile. @returns whether it did all that there is to do */
  press(intent: Intent): boolean {
    if (!this.#stop || looking.includes(intent)) return false;
    if (intent === 'stop') this.#stop.abort();
    else this.#view.update({ notice: (say) => say.learning.busy });
    return true;
  }

  close(): void {
    this.#stop?.abort();
  }

  #sayArrival(kind: Plan['kind'], { stoppedAt, line }: Arrival): RunView['notice'] {
    if (stoppedAt === undefined) return kind === 'jump' ? (say) => say.learning.arrived : undefined;
    const title = titleIn(this.#session, stoppedAt);
    if (line !== undefined) return (say) => say.learning.undoFailed(title, line);
    return (say) => say.learning.stoppedAt(title);
  }
}
