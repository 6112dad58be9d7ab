import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Language } from '../base/languages.ts';
import type { Cluster } from '../cluster/types.ts';
import { reduce, replay } from '../engine/reduce.ts';
import { currentStep, isAsideRunning, isSettled, path } from '../engine/select.ts';
import type { Lesson } from '../lesson/load.ts';
import { Journal } from './journal.ts';
import { planOf } from './plan.ts';
import { RunLog } from './run-log.ts';

/** What is to be told of the opening of a run, once. */
export interface Opening {
  readonly resumed: boolean;
  /** The end of the journal was cut: at most its last event is lost. */
  readonly cut: boolean;
  /** The step whose command an earlier program was running when it was killed. */
  readonly interrupted: string | undefined;
  /** The learner's own command that it was running. */
  readonly aside: string | undefined;
}

export interface OpenLogOptions {
  readonly file: string;
  readonly lesson: Lesson;
  readonly cluster: Cluster;
  /** The language that a new run starts in. */
  readonly language: Language;
  readonly clock: Clock;
}

/** Begins a run's journal, or goes on with the one that is there. @throws UsageError when the file is no journal */
export function openLog(options: OpenLogOptions): { log: RunLog; opening: Opening } {
  const { lesson, cluster, clock } = options;
  const { journal, recovered } = Journal.open(options.file);
  const { version } = lesson.file;
  const plan = planOf(lesson.file, cluster.kind);
  const before = replay(recovered.entries);
  if (!before) {
    const first = journal.append(
      {
        type: 'run-started',
        run: randomUUID(),
        lesson: lesson.id,
        version,
        cluster: cluster.name,
        language: options.language,
        plan,
      },
      new Date(clock.now()),
    );
    const log = new RunLog(journal, reduce(undefined, first), clock);
    openFirst(log);
    return { log, opening: { resumed: false, cut: recovered.cut, interrupted: undefined, aside: undefined } };
  }
  const log = new RunLog(journal, before, clock);
  log.emit({ type: 'run-resumed' });
  const interrupted = before.steps.find(({ status }) => status === 'running')?.plan.id;
  if (interrupted !== undefined) {
    log.emit({ type: 'command-ended', step: interrupted, exit: null, ms: 0, ending: 'lost', tail: [] });
  }
  const asideIn = before.steps.find(isAsideRunning);
  if (asideIn) {
    log.emit({ type: 'aside-ended', step: asideIn.plan.id, exit: null, ms: 0, ending: 'lost', tail: [] });
  }
  if (JSON.stringify(before.steps.map((step) => step.plan)) !== JSON.stringify(plan)) {
    log.emit({ type: 'plan-changed', version, plan });
  }
  if (!currentStep(log.state)) openFirst(log);
  const aside = asideIn?.asides.at(-1)?.command;
  return { log, opening: { resumed: true, cut: recovered.cut, interrupted, aside } };
}

/** Opens the first step that still needs something. */
function openFirst(log: RunLog): void {
  const steps = path(log.state);
  const step = steps.find((candidate) => !isSettled(candidate)) ?? steps[0];
  if (step) log.emit({ type: 'step-opened', step: step.plan.id });
}
