import { statfs } from 'node:fs/promises';
import { NotReadyError } from '../base/errors.ts';
import { canonicalName } from '../lesson/images/reference.ts';
import type { Lesson } from '../lesson/load.ts';
import { type Contents, isPlanned, type NeededImage, totalOf } from './contents.ts';
import { download, isFull } from './fetch/download.ts';
import type { ImagePlan } from './fetch/plan.ts';
import { FetchError, fromFirst, type Sources } from './fetch/source.ts';
import { inParallel } from './in-parallel.ts';
import { saveLesson } from './store/lesson-files.ts';
import type { PackFolder } from './store/pack-folder.ts';
import { descriptorOf, packedImageOf } from './store/packed-image.ts';

export interface PackOptions {
  readonly folder: PackFolder;
  readonly sources: Sources;
  readonly signal: AbortSignal;
  /** Told of each image before and while it comes, in bytes of those that it takes. */
  readonly onProgress: (name: string, bytes: number, of: number) => void;
}

/** Blobs that come side by side. */
const together = 3;

/**
 * Brings what is missing into the folder, and the lessons' files. An image is offered once all of it is there.
 * @returns the images that could not be had, each with the reason
 */
export async function pack(
  lessons: readonly Lesson[],
  { images }: Contents,
  options: PackOptions,
): Promise<ReadonlyMap<NeededImage, FetchError>> {
  const { folder } = options;
  const failures = new Map<NeededImage, FetchError>();
  try {
    await folder.create();
    await checkRoom(folder, totalOf(images).missing);
    for (const lesson of lessons) await saveLesson(lesson, folder);
    for (const one of images) {
      if (!isPlanned(one)) continue;
      const failure = await bring(one.plan, options);
      if (failure) failures.set(one, failure);
    }
  } catch (error) {
    if (isFull(error)) throw full(folder.dir, error as Error);
    throw error;
  }
  return failures;
}

async function bring(plan: ImagePlan, options: PackOptions): Promise<FetchError | undefined> {
  const { folder, sources, signal, onProgress } = options;
  const { image, top, manifests, blobs, platforms } = plan;
  const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
  let bytes = 0;
  onProgress(image.name, 0, size);
  const onBytes = (count: number) => {
    bytes += count;
    onProgress(image.name, bytes, size);
  };
  // Content may be there from elsewhere, and not be what its digest says: it is looked at before it counts.
  for (const [{ digest }, content] of manifests) await folder.put(digest, content);
  const places = sources.of(image);
  try {
    await inParallel(together, blobs, (blob) =>
      fromFirst(places, (source) => download(source, blob, { folder, signal, onBytes })),
    );
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
  const others = (await folder.images()).filter((one) => {
    const packed = packedImageOf(one);
    return packed === undefined || canonicalName(packed.image) !== canonicalName(image);
  });
  const packed = { image, top, platforms: platforms.map(({ platform }) => platform) };
  await folder.putImages([...others, descriptorOf(packed)]);
  return undefined;
}

async function checkRoom(folder: PackFolder, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder.dir);
  if (needed > bavail * bsize) {
    const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
    throw new NotReadyError(
      `${megabytes(needed)} are to be fetched, and there is room for ${megabytes(bavail * bsize)} in ${folder.dir}.`,
      'Make room, name a folder on another disk with --dir, or pack for one --platform only.',
    );
  }
}

function full(dir: string, cause: Error): NotReadyError {
  return new NotReadyError(
    `There is no room left in ${dir} (${cause.message}).`,
    'What has come is kept. Make room and run the same again: it goes on from there.',
    { cause },
  );
}
