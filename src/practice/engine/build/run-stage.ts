import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { execForm, type Instruction } from '../dockerfile/parse.ts';
import { type BaseImage, explainBase, findBase, stageFrom, type Workshop } from './base-image.ts';
import { type BuildCache, cacheKey } from './cache.ts';
import { type BuildArguments, configure } from './configure.ts';
import { addFiles, type CopySource, copy, type FileStep, workdir } from './file-steps.ts';
import { isStep, type PlannedStage, stageOf } from './plan.ts';
import type { Reporter } from './reporter.ts';
import { commandOf, runCommand } from './run-command.ts';
import type { StageState } from './stage-state.ts';

export interface StageRun {
  stages: readonly PlannedStage[];
  states: Map<PlannedStage, StageState>;
  base: BaseImage | undefined;
  /** Steps that this stage shows. */
  count: number;
  /** What stands before a step's number: the service, the stage, both or nothing. */
  label: string;
  args: BuildArguments;
  context: CopySource;
  cache: BuildCache;
  workshop: Workshop;
  reporter: Reporter;
}

/** Carries a stage's instructions out. @throws StepFailed, DockerfileError */
export async function runStage(stage: PlannedStage, state: StageState, run: StageRun): Promise<void> {
  const { reporter, cache, args, workshop } = run;
  let number = 1;
  const title = (text: string) =>
    `[${run.label === '' ? '' : `${run.label} `}${number}/${run.count}] ${text}`;
  if (run.base) {
    await reporter.step(title(`FROM ${run.base.name}@${run.base.digest}`), async () => 'done');
  }
  for (const instruction of stage.instructions) {
    const { name, lines } = instruction;
    const apply = configure[name];
    if (apply) {
      apply(state, instruction, args);
      await note(state, instruction, cache);
    } else if (isStep(name)) {
      number++;
      const step: FileStep = {
        state,
        instruction,
        escapeChar: args.escapeChar,
        blobs: workshop.blobs,
        cache,
      };
      await reporter.step(title(instruction.text), (status) => perform(stage, step, run, status));
    } else {
      throw new DockerfileError(`${name} is not something that the practice cluster's docker does`, lines);
    }
  }
}

async function perform(
  stage: PlannedStage,
  step: FileStep,
  run: StageRun,
  status: (text: string) => void,
): Promise<'done' | 'cached'> {
  const { instruction } = step;
  if (instruction.name === 'WORKDIR') return workdir(step);
  if (instruction.name === 'RUN') return runShell(step, run, status);
  const { from } = instruction.flags;
  if (from === undefined) return copy(step, run.context);
  const source = stageOf(run.stages, from, stage.index);
  const other = (source && run.states.get(source)) ?? (await imageFiles(from, instruction, run));
  try {
    return await copy(step, { root: await other.root(), ignores: () => false });
  } finally {
    if (!source) await other.dispose();
  }
}

async function runShell(
  step: FileStep,
  { workshop }: StageRun,
  status: (text: string) => void,
): Promise<'done' | 'cached'> {
  const { state, instruction } = step;
  const { argv, env } = commandOf(state, instruction);
  const began = performance.now();
  const say = (line: string) => status(`${((performance.now() - began) / 1000).toFixed(3)} ${line}`);
  const { WorkingDir, User } = state.config;
  return addFiles(
    step,
    execForm(instruction.rest) ? instruction.text : `RUN ${argv.join(' ')}`,
    [argv, env, WorkingDir, User],
    () => runCommand(state, instruction, workshop.runtime, say),
    { inPlace: true },
  );
}

/** `COPY --from=IMAGE` */
async function imageFiles(from: string, { lines }: Instruction, { workshop }: StageRun): Promise<StageState> {
  try {
    return await stageFrom(await findBase(from, workshop, false), workshop);
  } catch (error) {
    const explained = explainBase(from, error);
    throw explained ? new DockerfileError(explained.atEnd, lines) : error;
  }
}

/** A step that changes the configuration alone: a line of the history, whose date a later build takes over. */
async function note(state: StageState, instruction: Instruction, cache: BuildCache): Promise<void> {
  if (instruction.name === 'ARG') {
    state.key = cacheKey(state.key, instruction.text, [...state.args]);
  } else {
    state.key = cacheKey(state.key, instruction.text, state.config);
  }
  const before = await cache.get(state.key);
  const created = before?.created ?? new Date().toISOString();
  if (!before) await cache.set(state.key, { created });
  state.history.push({
    created,
    created_by: describe(instruction, state),
    comment: 'buildkit.dockerfile.v0',
    empty_layer: true,
  });
}

/** As `docker history` shows it: commands as lists, ports as a map. */
function describe(instruction: Instruction, { config }: StageState): string {
  switch (instruction.name) {
    case 'CMD':
      return `CMD ${list(config.Cmd)}`;
    case 'ENTRYPOINT':
      return `ENTRYPOINT ${list(config.Entrypoint)}`;
    case 'EXPOSE':
      return `EXPOSE ${instruction.rest
        .split(/\s+/)
        .map((port) => `[${port.includes('/') ? port : `${port}/tcp`}]`)
        .join(' ')}`;
    default:
      return instruction.text;
  }
}

function list(words: readonly string[] | undefined): string {
  return `[${(words ?? []).map((word) => JSON.stringify(word)).join(' ')}]`;
}
