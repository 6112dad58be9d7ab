import path from 'node:path';
import type { BuildEvent, BuildTarget } from '../api.ts';
import { DockerfileError, excerpt } from '../dockerfile/dockerfile-error.ts';
import type { Workshop } from './base-image.ts';
import { buildTarget } from './build-target.ts';
import type { BuildCache } from './cache.ts';
import { Reporter, StepFailed } from './reporter.ts';

/** Builds images one after the other. What goes wrong is the last event, never an exception, unless it is a defect. */
export async function build(
  targets: readonly BuildTarget[],
  workshop: Workshop,
  cache: BuildCache,
  emit: (event: BuildEvent) => void,
): Promise<void> {
  const reporter = new Reporter(emit);
  for (const target of targets) {
    let text = '';
    const readText = (read: string) => {
      text = read;
    };
    try {
      const image = await buildTarget({ target, workshop, cache, reporter, readText });
      emit({ image: image.id });
    } catch (error) {
      const cause = error instanceof StepFailed ? error.cause : error;
      const lines = cause instanceof DockerfileError ? cause.lines : undefined;
      const where = target.name === undefined ? '' : `target ${target.name}: `;
      emit({
        error: `${where}failed to solve: ${(cause as Error).message}`,
        failed: error instanceof StepFailed ? error.step : null,
        log: error instanceof StepFailed ? [...error.log] : [],
        excerpt: lines ? excerpt(path.basename(target.dockerfile), text, lines) : null,
      });
      return;
    } finally {
      await cache.save();
    }
  }
}
