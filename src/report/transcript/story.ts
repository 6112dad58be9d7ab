import type { Language } from '../../base/languages.ts';
import type { Ending, Entry } from '../../engine/events.ts';
import type { Reason } from '../../engine/reasons/reasons.ts';
import { reduce } from '../../engine/reduce.ts';
import { currentStep, path } from '../../engine/select.ts';
import type { RunState, StepState } from '../../engine/state.ts';
import type { RecordedOutput } from '../../runner/recording.ts';
import { type CommandOutput, outputOf } from './output.ts';

/** What a transcript is made from. */
export interface Recorded {
  readonly entries: readonly Entry[];
  /** The end of the journal was cut: its last entry is lost. */
  readonly cut: boolean;
  readonly outputs: ReadonlyMap<number, RecordedOutput>;
}

/** One thing that happened, with its wall time (ISO 8601). */
export type Scene = { readonly at: string } & (
  | { readonly type: 'step'; readonly id: string; readonly number: number; readonly total: number }
  | {
      readonly type: 'command';
      readonly command: string;
      readonly output: CommandOutput;
      /** Undefined where the program ended before it did. */
      readonly end:
        | { readonly exit: number | null; readonly ms: number; readonly ending?: Ending }
        | undefined;
    }
  | { readonly type: 'done'; readonly byLearner: boolean }
  | { readonly type: 'failed'; readonly reason: Reason | undefined }
  | { readonly type: 'skipped' | 'shell' | 'resumed' | 'reset' }
  | { readonly type: 'answer'; readonly right: boolean }
  | { readonly type: 'hint'; readonly number: number }
);

export interface Story {
  readonly lesson: string;
  readonly cluster: string;
  readonly language: Language;
  readonly from: string;
  readonly to: string;
  readonly steps: readonly StepState[];
  readonly cut: boolean;
  readonly scenes: readonly Scene[];
}

/** What happened in a run, in order; undefined where nothing has. */
export function storyOf({ entries, cut, outputs }: Recorded): Story | undefined {
  let state: RunState | undefined;
  const scenes: Scene[] = [];
  for (const [index, entry] of entries.entries()) {
    const before = state;
    state = reduce(state, entry);
    const scene = sceneOf(entry, state, entries.slice(index + 1), outputs);
    if (scene) scenes.push({ at: entry.at, ...scene });
    const settled = before && settledScene(before, state);
    if (settled) scenes.push({ at: entry.at, ...settled });
  }
  if (!state) return undefined;
  return {
    lesson: state.lesson,
    cluster: state.cluster,
    language: state.language,
    from: state.startedAt,
    to: state.lastAt,
    steps: path(state),
    cut,
    scenes,
  };
}

type Bare<T> = T extends unknown ? Omit<T, 'at'> : never;

function sceneOf(
  entry: Entry,
  state: RunState,
  later: readonly Entry[],
  outputs: Recorded['outputs'],
): Bare<Scene> | undefined {
  switch (entry.type) {
    case 'step-opened': {
      const steps = path(state);
      const number = steps.findIndex(({ plan }) => plan.id === entry.step) + 1;
      return { type: 'step', id: entry.step, number, total: steps.length };
    }
    case 'command-started':
    case 'aside-started': {
      // One runs at a time: the next of these ends this one, or begins another after a crash.
      const next = later.find(({ type }) => /^(command|aside)-/.test(type));
      const ended = next?.type === 'command-ended' || next?.type === 'aside-ended' ? next : undefined;
      const { command } = entry;
      return { type: 'command', command, output: outputOf(outputs.get(entry.seq), ended?.tail), end: ended };
    }
    case 'hint-shown':
      return { type: 'hint', number: state.steps.find(({ plan }) => plan.id === entry.step)?.hints ?? 0 };
    case 'question-answered':
      return { type: 'answer', right: entry.right };
    case 'step-reset':
      return { type: 'reset' };
    case 'shell-opened':
      return { type: 'shell' };
    case 'run-resumed':
      return { type: 'resumed' };
    default:
      return undefined;
  }
}

/** That the current step was done, failed or skipped with an event, and was not before it. */
function settledScene(before: RunState, after: RunState): Bare<Scene> | undefined {
  const step = currentStep(after);
  const was = before.steps.find(({ plan }) => plan.id === step?.plan.id);
  if (!step || step.status === was?.status) {
    const skipped = after.steps.some(
      ({ status }, index) => status === 'skipped' && before.steps[index]?.status !== 'skipped',
    );
    return skipped ? { type: 'skipped' } : undefined;
  }
  if (step.status === 'done') return { type: 'done', byLearner: step.byLearner };
  if (step.status === 'failed') return { type: 'failed', reason: step.reason };
  return step.status === 'skipped' ? { type: 'skipped' } : undefined;
}
