import type { Arrival } from '../../../runner/journey.ts';
import type { Session } from '../../../runner/session.ts';
import type { Intent } from '../../keys/keymap.ts';
import type { Store } from '../../store.ts';
import type { RunView } from '../view.ts';
import { type Plan, perform } from './plan.ts';
import { titleIn } from './preview.ts';

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

  async begin(plan: Plan): Promise<void> {
    if (this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    const { kind, deeds } = plan;
    const onDeed = (number: number) => {
      const title = titleIn(this.#session, deeds[number - 1]?.step ?? '');
      this.#view.update({ underWay: (say) => say.learning.underWay(number, deeds.length, title) });
    };
    const arrival = await perform(this.#session, plan, { onDeed, signal: stop.signal });
    this.#stop = undefined;
    this.#view.update({ underWay: undefined, notice: sayArrival(this.#session, kind, arrival) });
  }

  /** What a key does meanwhile. @returns whether it did all that there is to do */
  press(intent: Intent): boolean {
    if (!this.#stop || intent !== 'stop') return false;
    this.#stop.abort();
    return true;
  }

  close(): void {
    this.#stop?.abort();
  }
}

/** How it ended, where that is not seen already. */
export function sayArrival(
  session: Session,
  kind: Plan['kind'],
  { stoppedAt, line }: Arrival,
): RunView['notice'] {
  if (stoppedAt === undefined) return kind === 'jump' ? (say) => say.learning.arrived : undefined;
  const title = titleIn(session, stoppedAt);
  if (line !== undefined) return (say) => say.learning.undoFailed(title, line);
  return (say) => say.learning.stoppedAt(title);
}
