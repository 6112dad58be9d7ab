import type { Entry } from '../../engine/events.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import { currentStep, path, stepOf } from '../../engine/select.ts';
import { proseOf } from '../../lesson/load.ts';
import type { Session } from '../../runner/session.ts';
import { messages } from '../i18n/catalogues.ts';
import { renderProse } from '../prose/render.ts';
import { statusLine } from '../step/status.ts';
import { marks } from '../theme.ts';

const width = 78;

/** Tells a run as lines of text: each event once, as it happens, nothing drawn over. */
export class Narrator {
  readonly #session: Session;
  readonly #write: (text: string) => void;
  #told = '';

  constructor(session: Session, write: (text: string) => void) {
    this.#session = session;
    this.#write = write;
  }

  get #say() {
    return messages(this.#session.state.language);
  }

  /** The step that is open: its place, title, prose and command. */
  step(): void {
    const { state, lesson } = this.#session;
    const step = currentStep(state);
    if (!step) return;
    const prose = proseOf(lesson, state.language);
    const steps = path(state);
    const number = steps.findIndex(({ plan }) => plan.id === step.plan.id) + 1;
    const section = prose.sections.get(step.plan.id);
    this.#line('');
    this.#line(`== ${this.#say.step(number, steps.length)}: ${section?.title ?? step.plan.id} ==`);
    if (section) this.#lines(['', ...renderProse(section.body, width), '']);
    const { run } = this.#session.step(step.plan.id);
    if (run !== undefined)
      this.#lines(
        run
          .trimEnd()
          .split('\n')
          .map((line, index) => `${index === 0 ? '$' : '>'} ${line}`),
      );
  }

  /** The workshop's own first page. */
  intro(): void {
    const prose = proseOf(this.#session.lesson, this.#session.state.language);
    this.#lines([prose.title, '', ...renderProse(prose.intro, width)]);
  }

  closing(): void {
    const prose = proseOf(this.#session.lesson, this.#session.state.language);
    this.#lines(['', ...renderProse(prose.closing, width)]);
  }

  event(entry: Entry): void {
    switch (entry.type) {
      case 'step-opened':
      case 'language-changed':
        this.#told = '';
        this.step();
        break;
      case 'hint-shown':
        this.#hint(entry.step);
        break;
      case 'verdict':
        this.#verdict(entry.step, entry.check);
        this.#status(entry.step);
        break;
      case 'command-ended':
      case 'check-timed-out':
      case 'step-skipped':
        this.#status(entry.step);
        break;
      default:
    }
  }

  #hint(id: string): void {
    const { state, lesson } = this.#session;
    const hints = proseOf(lesson, state.language).sections.get(id)?.hints ?? [];
    const asked = stepOf(state, id)?.hints ?? 0;
    const hint = hints[asked - 1];
    if (!hint) this.#line(hints.length === 0 ? this.#say.noHints : this.#say.noMoreHints);
    else this.#lines([this.#say.hintTitle(asked, hints.length), ...renderProse(hint, width)]);
  }

  #verdict(id: string, index: number): void {
    const { state } = this.#session;
    const step = stepOf(state, id);
    const check = this.#session.step(id).checks?.[index];
    const verdict = step?.verdicts[index];
    if (!step || !check || !verdict || step.status === 'reading' || step.status === 'done') return;
    const label = this.#say.checkLabel(check).split('\n')[0];
    if (verdict.verdict === 'green') this.#line(`  ${marks.green} ${label}`);
    if (verdict.verdict === 'red') this.#line(`  … ${label}: ${sayReason(verdict.reason, state.language)}`);
  }

  /** How the step stands, where that has changed. */
  #status(id: string): void {
    const step = stepOf(this.#session.state, id);
    if (!step || step.status === 'running') return;
    const text = step.status === 'checking' ? this.#say.checking : statusLine(step, this.#say);
    const reason = step.reason ? `\n${sayReason(step.reason, this.#session.state.language)}` : '';
    if (text === '' || text + reason === this.#told) return;
    this.#told = text + reason;
    this.#line(this.#told);
  }

  #line(line: string): void {
    this.#write(`${line}\n`);
  }

  #lines(lines: readonly string[]): void {
    for (const line of lines) this.#line(line);
  }
}
