import type { Session } from '../../runner/session.ts';
import type { Offer } from '../footer.ts';
import { messages } from '../i18n/catalogues.ts';
import { needsYes, type Plan, perform } from '../run/steps/plan.ts';
import { previewPage, titleIn } from '../run/steps/preview.ts';
import { sayArrival } from '../run/steps/under-way.ts';
import type { LineWriter } from './lines.ts';
import { intentOfWord } from './words.ts';

/** What becomes of an answer to a plan: it was done or given up, or all is to begin anew. */
export type Agreed = 'settled' | 'start-over';

/** A plan that is told before it is done: its preview, the answer to it, and its way. */
export class Agreement {
  readonly #session: Session;
  readonly #out: LineWriter;
  readonly #width: number;
  #plan: Plan | undefined;
  #stop: AbortController | undefined;

  constructor(session: Session, out: LineWriter, width: number) {
    this.#session = session;
    this.#out = out;
    this.#width = width;
  }

  /** What can be answered to the plan that waits for a yes; undefined while none does. */
  get offers(): readonly Offer[] | undefined {
    return (
      this.#plan &&
      this.#preview(this.#plan).offers.filter(({ intent }) => intent !== 'language' && intent !== 'help')
    );
  }

  /** Something is being done for the learner. */
  get isUnderWay(): boolean {
    return this.#stop !== undefined;
  }

  /** Tells what a plan would do; one that runs nothing is done at once. */
  propose(plan: Plan): void {
    if (!needsYes(plan)) this.#session.openStep(plan.target);
    else {
      this.#plan = plan;
      const { left, lines } = this.#preview(plan);
      this.#out.lines(['', left, ...lines, '']);
    }
  }

  async answer(line: string): Promise<Agreed> {
    const plan = this.#plan;
    this.#plan = undefined;
    const intent = line === '' ? 'primary' : intentOfWord(line);
    if (!plan) return 'settled';
    if (intent === 'skip' && plan.kind === 'jump') this.#session.openStep(plan.target);
    else if (intent !== 'primary')
      this.#out.line(messages(this.#session.state.language).learning.nothingDone);
    else if (plan.kind === 'start-over') return 'start-over';
    else await this.#perform(plan);
    return 'settled';
  }

  /** Ends what is being done. */
  stop(): void {
    this.#stop?.abort();
  }

  async #perform(plan: Plan): Promise<void> {
    const { kind, deeds } = plan;
    const session = this.#session;
    const stop = new AbortController();
    this.#stop = stop;
    const onDeed = (number: number) => {
      const { learning } = messages(session.state.language);
      const title = titleIn(session, deeds[number - 1]?.step ?? '');
      this.#out.line(learning.underWay(number, deeds.length, title));
    };
    const arrival = await perform(session, plan, { onDeed, signal: stop.signal });
    this.#stop = undefined;
    const words = sayArrival(session, kind, arrival)?.(messages(session.state.language));
    if (words !== undefined) this.#out.line(words);
  }

  #preview(plan: Plan) {
    return previewPage(this.#session, plan, messages(this.#session.state.language), this.#width);
  }
}
