import chalk from 'chalk';
import { InterruptedError } from '../../base/errors.ts';
import { sayReason } from '../../engine/reasons/say.ts';
import { currentStep } from '../../engine/select.ts';
import { type LintFinding, lintLesson } from '../../lesson/lint/lint.ts';
import { inspectLesson, type Lesson } from '../../lesson/load.ts';
import { countOf, findingLine } from '../../report/lint/text.ts';
import type { StepResult } from '../../report/result.ts';
import { stepLine } from '../../report/text.ts';
import type { Session } from '../../runner/session.ts';
import { syntaxFaults } from '../../shell/syntax.ts';
import type { WatchPage } from './page.ts';
import type { Trial, TrialListener } from './trial.ts';

/** Rows of a screen that findings leave for the steps. */
const rowsForSteps = 12;
/** Lines of what a failed command printed, so that the reasons above them stay on the screen. */
const linesOfOutput = 6;

interface RoundsOptions {
  readonly dir: string;
  /** As its author calls it. */
  readonly name: string;
  readonly trial: Trial;
  readonly page: WatchPage;
}

/** What happens after each change: lint says what it finds, and what is affected runs again. */
export class Rounds {
  readonly #options: RoundsOptions;
  /** Files that were changed and that nothing was said of yet. */
  #changed: Set<string> | undefined;
  #working: Promise<void> | undefined;
  #running: { readonly over: Promise<void>; readonly abort: AbortController } | undefined;
  /** How the last run ended, for a change that needs no other. */
  #verdict = '';
  #isOver = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  changed(files: readonly string[]): void {
    if (this.#isOver) return;
    this.#changed = new Set([...(this.#changed ?? []), ...files]);
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Ends what runs. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#working;
    await this.#stop();
  }

  async #work(): Promise<void> {
    for (let files = this.#changed; files && !this.#isOver; files = this.#changed) {
      this.#changed = undefined;
      await this.#round([...files].sort());
    }
  }

  async #round(files: readonly string[]): Promise<void> {
    const { dir, page, trial } = this.#options;
    const { lesson } = await inspectLesson(dir);
    const needsRun = lesson !== undefined && trial.needs(lesson);
    if (needsRun) {
      await this.#stop();
      trial.prepare(lesson);
    }
    const findings = await lintLesson(dir, { syntaxFaults });
    page.begin(this.#header(files));
    page.say(this.#lintText(findings));
    if (!lesson) page.say(chalk.dim('Not run: mend this first.\n'));
    else if (needsRun) this.#start(lesson);
    else page.say(this.#running ? chalk.dim('The steps go on:\n') : this.#verdict);
  }

  #header(files: readonly string[]): string {
    const time = new Date().toLocaleTimeString('en-GB');
    const what = files.length === 0 ? '' : ` ${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''}`;
    return `${chalk.bold(this.#options.name)} ${chalk.dim(time)}${what}`;
  }

  #lintText(findings: readonly LintFinding[]): string {
    const { page, name } = this.#options;
    const most = Math.max(1, Math.floor(((page.rows ?? Number.POSITIVE_INFINITY) - rowsForSteps) / 2));
    const lines = findings.slice(0, most).map(findingLine);
    const more =
      findings.length > most ? `… and ${findings.length - most} more: pilotage lint ${name}\n` : '';
    return `${lines.join('')}${more}lint: ${countOf(findings)}\n`;
  }

  #start(lesson: Lesson): void {
    const abort = new AbortController();
    const over = this.#run(lesson, abort.signal).finally(() => {
      if (this.#running?.abort === abort) this.#running = undefined;
    });
    this.#running = { over, abort };
  }

  async #stop(): Promise<void> {
    this.#running?.abort.abort();
    await this.#running?.over;
  }

  async #run(lesson: Lesson, signal: AbortSignal): Promise<void> {
    const { page, trial } = this.#options;
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
    const failed: StepResult[] = [];
    const listener: TrialListener = {
      began: (step) => page.say(fromLine(lesson, step)),
      moved: (session) => page.live(waitedFor(session)),
      stepEnded: (step) => {
        const shown = step.output ? { ...step, output: step.output.slice(-linesOfOutput) } : step;
        if (step.status === 'failed') failed.push(shown);
        page.say(stepLine(shown));
      },
    };
    try {
      const works = await trial.run(lesson, listener, signal);
      const count = lesson.file.steps.length;
      this.#verdict = works
        ? `${chalk.green('✓')} all ${count} steps work (${seconds()})\n`
        : `${chalk.red('✗')} ${failed.map(({ id }) => id).join(', ')}: see above (${seconds()})\n`;
      page.say(this.#verdict);
      if (!works) this.#verdict = failed.map(stepLine).join('');
    } catch (error) {
      if (error instanceof InterruptedError) return;
      this.#verdict = `${chalk.red('✗')} ${error instanceof Error ? error.message : error}\n`;
      page.say(this.#verdict);
    }
  }
}

function fromLine(lesson: Lesson, step: number): string {
  const { id } = lesson.file.steps[step] ?? {};
  if (step === 0) return '';
  return chalk.dim(id === undefined ? '  the steps are as they were\n' : `  from step ${step + 1}, ${id}\n`);
}

/** What the run is at, in a line. */
function waitedFor({ state }: Session): string {
  const step = currentStep(state);
  if (!step) return '';
  const red = step.verdicts.find((one) => one?.verdict === 'red');
  const what = step.status === 'checking' && red ? sayReason(red.reason, 'en') : 'running';
  return chalk.dim(`  … ${step.plan.id}: ${what}`);
}
