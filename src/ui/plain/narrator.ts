import type { Entry } from '../../engine/events.ts';
import { currentStep, path, stepOf } from '../../engine/select.ts';
import type { StepState } from '../../engine/state.ts';
import { proseOf } from '../../lesson/load.ts';
import type { Block } from '../../lesson/prose.ts';
import type { Session } from '../../runner/session.ts';
import { messages } from '../i18n/catalogues.ts';
import { renderProse } from '../prose/render.ts';
import { plainStyle } from '../prose/style.ts';
import { asideNotice } from '../run/aside-notice.ts';
import { type CheckGroup, checkGroups } from '../run/checks.ts';
import { sayLost } from '../run/lost.ts';
import { questionsLines } from '../run/questions.ts';
import { sectionOf, titleOf } from '../run/section.ts';
import { commandFault, statusLine } from '../run/status.ts';
import { stepLine } from '../run/steps/list.ts';
import { whyLines } from '../run/why.ts';
import { marks } from '../theme.ts';
import type { LineWriter } from './lines.ts';
import { wordFor } from './words.ts';

const width = 78;

/** Tells a run as lines of text: each thing once, when it happens. */
export class Narrator {
  readonly #session: Session;
  readonly #out: LineWriter;
  /** What was said of the current step last: of itself, and of each of its checks. */
  #saidStatus = '';
  readonly #saidChecks = new Map<string, string>();
  readonly #saidQuestions = new Map<string, string>();

  constructor(session: Session, out: LineWriter) {
    this.#session = session;
    this.#out = out;
  }

  get #say() {
    return messages(this.#session.state.language);
  }

  #prose(blocks: readonly Block[]): string[] {
    return renderProse(blocks, width, plainStyle(this.#say));
  }

  /** The workshop's own first page. */
  intro(): void {
    const prose = proseOf(this.#session.lesson, this.#session.state.language);
    this.#out.lines([prose.title, '', ...this.#prose(prose.intro)]);
  }

  /** And its last. */
  closing(): void {
    const prose = proseOf(this.#session.lesson, this.#session.state.language);
    if (prose.closing.length > 0) this.#out.lines(['', ...this.#prose(prose.closing)]);
  }

  /** The step that is open: its place, title, prose, command, and how it stands. */
  step(): void {
    const { state, lesson } = this.#session;
    const step = currentStep(state);
    if (!step) return;
    this.#saidStatus = '';
    this.#saidChecks.clear();
    this.#saidQuestions.clear();
    const steps = path(state);
    const number = steps.findIndex(({ plan }) => plan.id === step.plan.id) + 1;
    const section = sectionOf(lesson, step.plan.id, state.language);
    this.#out.lines([
      '',
      `== ${this.#say.stepTitle(number, steps.length, titleOf(lesson, step, state.language))} ==`,
    ]);
    if (section) this.#out.lines(['', ...this.#prose(section.body), '']);
    this.#questions(step);
    const { run } = this.#session.step(step.plan.id);
    if (run !== undefined) this.#command(run);
    this.#status(step);
  }

  event(entry: Entry): void {
    if (entry.type === 'step-opened' || entry.type === 'language-changed') this.step();
    else if (entry.type === 'step-regressed')
      this.#out.line(sayLost(this.#session.lesson, this.#session.state, this.#say));
    else if ('step' in entry) this.#about(entry);
  }

  #about(entry: Extract<Entry, { step: string }>): void {
    if (entry.step !== this.#session.state.current) return;
    const step = stepOf(this.#session.state, entry.step);
    if (!step) return;
    if (entry.type === 'hint-shown') this.#hint(step);
    if (entry.type === 'command-started') this.#started(entry.command);
    if (entry.type === 'aside-ended') this.#asideEnded(entry);
    if (entry.type === 'verdict') this.#verdicts(step);
    if (entry.type !== 'hint-shown' && entry.type !== 'question-answered') this.#status(step);
    this.#questions(step);
  }

  /** The questions that are asked by now, and how their answers stand, where that is new. */
  #questions(step: StepState): void {
    const { id } = step.plan;
    const section = sectionOf(this.#session.lesson, id, this.#session.state.language);
    const { questions = [] } = this.#session.step(id);
    const style = plainStyle(this.#say);
    for (const asked of questionsLines(step, questions, section?.questions ?? [], width, style)) {
      const said = asked.lines.join('\n');
      if (this.#saidQuestions.get(asked.id) === said) continue;
      this.#saidQuestions.set(asked.id, said);
      this.#out.lines([...asked.lines, '']);
    }
  }

  /** Why the step is not done. */
  why(): void {
    this.#out.lines(whyLines(this.#session, this.#say, width));
  }

  /** All steps with how they stand, and how to get to one. */
  steps(): void {
    const steps = path(this.#session.state);
    this.#out.lines(steps.map((_, index) => stepLine(this.#session, index, this.#say)));
    const [go = '', again = '', undo = ''] = (['steps', 'again', 'undo'] as const).map((intent) =>
      wordFor(intent, this.#say),
    );
    this.#out.line(this.#say.learning.stepsPlain(go, again, undo));
  }

  #started(command: string): void {
    this.#saidStatus = '';
    this.#saidChecks.clear();
    const { current = '' } = this.#session.state;
    if (command !== this.#session.step(current).run) this.#command(command);
  }

  #asideEnded(entry: Extract<Entry, { type: 'aside-ended' }>): void {
    const words = asideNotice(entry, this.#session)?.(this.#say);
    if (words !== undefined) this.#out.line(words);
  }

  #command(command: string): void {
    const lines = command.trimEnd().split('\n');
    this.#out.lines(lines.map((line, index) => `${index === 0 ? '$' : '>'} ${line}`));
  }

  #hint(step: StepState): void {
    const { state, lesson } = this.#session;
    const hints = sectionOf(lesson, step.plan.id, state.language)?.hints ?? [];
    const hint = hints[step.hints - 1];
    if (hint) this.#out.lines([this.#say.hintTitle(step.hints, hints.length), ...this.#prose(hint)]);
  }

  /** What is new of the checks. Before its command has run, and while it does, that nothing is there is no news. */
  #verdicts(step: StepState): void {
    if (step.status === 'reading' && step.plan.command) return;
    const running = step.status === 'running' && !step.plan.untilChecks;
    const { checks = [] } = this.#session.step(step.plan.id);
    for (const group of checkGroups(step, checks, this.#session.state.language, this.#say)) {
      const said = this.#saidOf(group);
      if (said === undefined || (running && group.verdict === 'red')) continue;
      if (this.#saidChecks.get(group.label) === said) continue;
      this.#saidChecks.set(group.label, said);
      this.#out.line(said);
    }
  }

  #saidOf({ label, verdict, reason }: CheckGroup): string | undefined {
    if (verdict === 'green') return `  ${marks.green} ${label}`;
    return verdict === 'red' ? `  ${marks.notYet} ${reason}` : undefined;
  }

  /** How the step stands, where that has changed. */
  #status(step: StepState): void {
    if (step.status === 'running') return;
    // That Enter runs the command, the question says.
    if (step.status === 'reading' && step.plan.command && !step.already && !step.command) return;
    const { language } = this.#session.state;
    const status = step.status === 'checking' ? this.#say.checkingPlain : statusLine(step, this.#say);
    const fault = commandFault(step, language);
    const said = fault === undefined ? status : `${status}\n  ${fault}`;
    if (said === '' || said === this.#saidStatus) return;
    this.#saidStatus = said;
    this.#out.lines(said.split('\n'));
  }
}
