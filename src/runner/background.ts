import { stepOf } from '../engine/select.ts';
import type { RunState } from '../engine/state.ts';
import type { Lesson } from '../lesson/load.ts';
import type { Step } from '../lesson/schema.ts';
import type { Shell } from '../shell/types.ts';
import { runUnseen, type Unseen } from './unseen.ts';

/** Milliseconds that one `resume` may take: whoever opens a run waits for it. */
const patience = 30_000;

/** A step that leaves something running in the background. */
export type KeptStep = Step & { readonly resume: string };

/** A step whose `resume` failed, and how. */
export type NotResumed = Unseen & { readonly step: string };

/** What the commands of a run leave running: it ends with the program, and its steps' `resume` starts it again. */
export class Background {
  readonly #run: { readonly state: RunState; readonly lesson: Lesson };
  readonly #shell: Shell;
  readonly #env: () => Promise<Readonly<Record<string, string>>>;

  constructor(
    run: { readonly state: RunState; readonly lesson: Lesson },
    shell: Shell,
    env: () => Promise<Readonly<Record<string, string>>>,
  ) {
    this.#run = run;
    this.#shell = shell;
    this.#env = env;
  }

  /** The finished steps that have some. */
  kept(): KeptStep[] {
    const { state, lesson } = this.#run;
    return lesson.file.steps.filter(
      (step): step is KeptStep => step.resume !== undefined && stepOf(state, step.id)?.status === 'done',
    );
  }

  /** Ends it, as leaving the run does; true if there was anything. */
  end(): Promise<boolean> {
    return this.#shell.endLeft();
  }

  /** A learner hears of one that does not come up from its step's checks, which are looked at next. */
  async startAgain(): Promise<NotResumed[]> {
    const env = await this.#env();
    const failed: NotResumed[] = [];
    for (const { id, resume } of this.kept()) {
      const went = await runUnseen(this.#shell, resume, env, patience);
      if (went.exit !== 0) failed.push({ step: id, ...went });
    }
    return failed;
  }
}
