import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import type { Stage } from '../dockerfile/stages.ts';

export interface PlannedStage extends Stage {
  index: number;
  /** The stage that FROM names, where it names one. */
  parent: PlannedStage | undefined;
}

/** The stages that the wanted one needs, each after those that it needs. @throws DockerfileError */
export function planStages(stages: readonly Stage[], wanted: string | undefined): PlannedStage[] {
  const planned: PlannedStage[] = [];
  for (const [index, stage] of stages.entries()) {
    planned.push({ ...stage, index, parent: named(planned, stage.base) });
  }
  const target = wanted === undefined ? planned.at(-1) : named(planned, wanted);
  if (!target) throw new DockerfileError(`target stage "${wanted}" could not be found`);
  const needed = new Set<PlannedStage>();
  const need = (stage: PlannedStage) => {
    if (needed.has(stage)) return;
    if (stage.parent) need(stage.parent);
    for (const { flags } of stage.instructions) {
      const source = flags.from === undefined ? undefined : stageOf(planned, flags.from, stage.index);
      if (source) need(source);
    }
    needed.add(stage);
  };
  need(target);
  return [...needed];
}

/** The stage that `COPY --from` means, by name or by number; undefined when it means an image. */
export function stageOf(
  stages: readonly PlannedStage[],
  from: string,
  before: number,
): PlannedStage | undefined {
  const earlier = stages.filter((stage) => stage.index < before);
  return (
    named(earlier, from) ??
    (/^\d+$/.test(from) ? earlier.find((stage) => stage.index === Number(from)) : undefined)
  );
}

function named(stages: readonly PlannedStage[], name: string): PlannedStage | undefined {
  return stages.findLast((stage) => stage.name === name.toLowerCase());
}

/** Whether an instruction is shown as a step of its own. */
export function isStep(name: string): boolean {
  return name === 'WORKDIR' || name === 'COPY' || name === 'ADD' || name === 'RUN';
}
