import type { Failure, ImageSummary, Progress as PullProgress } from '../../../engine/api.ts';
import type { Streams } from '../../common/streams.ts';
import type { EngineClient } from '../engine-client.ts';
import { DaemonError, DockerError } from '../errors.ts';
import { buildServices } from './build.ts';
import type { Progress } from './progress.ts';
import { imageOf, type Project, type Service } from './project.ts';

export interface ImagesWanted {
  engine: EngineClient;
  streams: Streams;
  progress: Progress;
  /** Builds what can be built even when it is there. */
  build: boolean;
  /** Builds nothing. */
  noBuild: boolean;
  pull: string;
  quiet: boolean;
}

/** Builds and pulls the images that services need and that are not there. @throws DockerError */
export async function imagesReady(
  project: Project,
  services: readonly Service[],
  wanted: ImagesWanted,
): Promise<void> {
  const { engine, progress, pull } = wanted;
  const images = await engine.get<ImageSummary[]>('images');
  const there = new Set(images.flatMap(({ tags }) => tags));
  const isThere = (service: Service) => there.has(withTag(imageOf(project, service)));
  const built = services.filter(
    (service) => service.build && !wanted.noBuild && (wanted.build || !isThere(service)),
  );
  const missing = services.filter((service) => {
    const policy = String(service.raw.pull_policy ?? pull);
    if (built.includes(service)) return false;
    return policy === 'always' || !isThere(service);
  });
  for (const service of missing) {
    const name = imageOf(project, service);
    if (service.build && wanted.noBuild) throw new DockerError(`No such image: ${withTag(name)}`);
    await progress.during(service.name, 'Pulling', 'Pulled', () => pullOne(engine, name));
  }
  progress.end();
  if (built.length > 0) await buildServices(project, built, wanted);
}

async function pullOne(engine: EngineClient, name: string): Promise<void> {
  for await (const line of engine.lines<PullProgress | Failure>('images/pull', { name, all: false })) {
    if ('error' in line) throw new DaemonError(500, line.error);
  }
}

function withTag(image: string): string {
  return /:[^/]*$|@/.test(image) ? image : `${image}:latest`;
}
