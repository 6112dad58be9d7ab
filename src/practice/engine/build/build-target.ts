import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { familiarName, InvalidReference, parseReference } from '../../node/images/reference.ts';
import type { Image } from '../../node/images/types.ts';
import type { BuildTarget } from '../api.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { splitStages } from '../dockerfile/stages.ts';
import { humanSize } from '../sizes.ts';
import { type BaseImage, explainBase, findBase, stageFrom, type Workshop } from './base-image.ts';
import type { BuildCache } from './cache.ts';
import { contextSize } from './context-size.ts';
import { type IgnoreFile, readIgnoreFile } from './ignore.ts';
import { isStep, type PlannedStage, planStages } from './plan.ts';
import type { Reporter } from './reporter.ts';
import { runStage } from './run-stage.ts';
import type { StageState } from './stage-state.ts';

export interface TargetBuild {
  target: BuildTarget;
  workshop: Workshop;
  cache: BuildCache;
  reporter: Reporter;
  /** The Dockerfile once it was read, for the excerpt of an error. */
  readText: (text: string) => void;
}

/** Builds one image. @throws StepFailed, DockerfileError */
export async function buildTarget({
  target,
  workshop,
  cache,
  reporter,
  readText,
}: TargetBuild): Promise<Image> {
  const internal = target.name === undefined ? '[internal]' : `[${target.name} internal]`;
  const fileName = path.basename(target.dockerfile);
  let text = '';
  await reporter.step(`${internal} load build definition from ${fileName}`, async (status) => {
    text = target.content ?? (await readDockerfile(target.dockerfile));
    readText(text);
    status(`transferring dockerfile: ${humanSize(Buffer.byteLength(text), 4)} done`);
    return 'done';
  });
  const dockerfile = parseDockerfile(text);
  const { stages, globals } = splitStages(dockerfile, target.args);
  const planned = planStages(stages, target.stage);
  const bases = await loadBases(planned, internal, { target, workshop, reporter });
  let ignore: IgnoreFile = { ignores: () => false, size: 2 };
  await reporter.step(`${internal} load .dockerignore`, async (status) => {
    ignore = await readIgnoreFile(target.context, target.dockerfile);
    status(`transferring context: ${humanSize(ignore.size || 2, 4)} done`);
    return 'done';
  });
  const size = await contextSize(planned, target, ignore.ignores, dockerfile.escapeChar);
  if (size !== undefined) {
    await reporter.step(`${internal} load build context`, async (status) => {
      status(`transferring context: ${humanSize(size, 4)} done`);
      return 'done';
    });
  }
  const states = new Map<PlannedStage, StageState>();
  try {
    for (const stage of planned) {
      const base = bases.get(stage.base);
      const parent = stage.parent && states.get(stage.parent);
      const state = parent ? parent.fork() : await stageFrom(base, workshop);
      states.set(stage, state);
      await runStage(stage, state, {
        stages: planned,
        states,
        base,
        count: 1 + stage.instructions.filter(({ name }) => isStep(name)).length,
        label: stageLabel(stage, stages.length > 1, target.name),
        args: { given: target.args, globals, escapeChar: dockerfile.escapeChar },
        context: { root: target.context, ignores: ignore.ignores },
        cache: target.noCache ? cache.writeOnly() : cache,
        workshop,
        reporter,
      });
    }
    const last = planned.at(-1);
    const state = last && states.get(last);
    if (!state) throw new DockerfileError('no build stage in current context');
    return await exportImage(state, target, workshop, reporter);
  } finally {
    for (const state of states.values()) await state.dispose();
  }
}

async function readDockerfile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Error(`failed to read dockerfile: open ${path.basename(file)}: no such file or directory`);
  }
}

async function loadBases(
  stages: readonly PlannedStage[],
  internal: string,
  { target, workshop, reporter }: Pick<TargetBuild, 'target' | 'workshop' | 'reporter'>,
): Promise<Map<string, BaseImage>> {
  const bases = new Map<string, BaseImage>();
  for (const { base, parent, from } of stages) {
    if (parent || base === 'scratch' || bases.has(base)) continue;
    const shown = shownName(base);
    await reporter.step(`${internal} load metadata for ${shown}`, async () => {
      try {
        bases.set(base, await findBase(base, workshop, target.pull));
      } catch (error) {
        const explained = explainBase(base, error);
        if (!explained) throw error;
        throw new DockerfileError(explained.atEnd, from.lines, explained.atStep);
      }
      return 'done';
    });
  }
  return bases;
}

function shownName(base: string): string {
  try {
    const reference = parseReference(base);
    return `${reference.host}/${reference.path}${reference.digest ? `@${reference.digest}` : `:${reference.tag}`}`;
  } catch (error) {
    if (error instanceof InvalidReference) return base;
    throw error;
  }
}

function stageLabel(stage: PlannedStage, several: boolean, service: string | undefined): string {
  const name = several ? (stage.name ?? `stage-${stage.index}`) : undefined;
  return [service, name].filter((part) => part !== undefined).join(' ');
}

async function exportImage(
  state: StageState,
  target: BuildTarget,
  { images }: Workshop,
  reporter: Reporter,
): Promise<Image> {
  if (Object.keys(target.labels).length > 0)
    state.config.Labels = { ...state.config.Labels, ...target.labels };
  let image: Image | undefined;
  const label = target.name === undefined ? '' : `[${target.name}] `;
  await reporter.step(`${label}exporting to image`, async (status) => {
    const digest = await state.commit();
    status('exporting layers done');
    image = await images.put(digest);
    status(`writing image ${image.id} done`);
    for (const tag of target.tags) {
      const reference = parseReference(tag);
      images.tag(reference, image);
      const host =
        reference.host === 'docker.io'
          ? `docker.io/${reference.path}:${reference.tag}`
          : familiarName(reference);
      status(`naming to ${host} done`);
    }
    await images.saved();
    return 'done';
  });
  return image as unknown as Image;
}
