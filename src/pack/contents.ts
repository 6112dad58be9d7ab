import { usesOf } from '../cluster/doctor/lesson/uses.ts';
import { relayImage } from '../cluster/node-ports/relay.ts';
import { canonicalName, type Image, parseImage } from '../lesson/images/reference.ts';
import type { Lesson } from '../lesson/load.ts';
import { type ImagePlan, planImage } from './fetch/plan.ts';
import { FetchError, type Sources } from './fetch/source.ts';
import { inParallel } from './in-parallel.ts';
import { type LessonFiles, lessonFiles } from './store/lesson-files.ts';
import type { Descriptor } from './store/manifest.ts';
import type { PackFolder } from './store/pack-folder.ts';
import { packedImageOf } from './store/packed-image.ts';

export interface NeededImage {
  readonly image: Image;
  /** The lessons that need it, by id; `pilotage` for what it uses itself. */
  readonly lessons: readonly string[];
  /** What it consists of, or why nothing is known of it. */
  readonly plan: ImagePlan | FetchError;
  /** What is not in the folder yet. */
  readonly missing: readonly Descriptor[];
  /** The pack has all of it, and offers it. */
  readonly saved: boolean;
}

/** What lessons need, and what of it a pack has. */
export interface Contents {
  readonly images: readonly NeededImage[];
  readonly lessons: readonly LessonFiles[];
}

export interface ContentsOptions {
  readonly folder: PackFolder;
  readonly sources: Sources;
  readonly platforms: readonly string[];
  /** What was seen before: what could not be had then is not asked for again. */
  readonly earlier?: Contents;
  /** Told which image is asked about. */
  readonly onImage?: (name: string) => void;
}

/** Images that are asked about side by side. */
const together = 4;

/** Looks what lessons need. Writes nothing, and asks no registry about an image that is in the pack. */
export async function contentsFor(lessons: readonly Lesson[], options: ContentsOptions): Promise<Contents> {
  const { folder, earlier, onImage } = options;
  const packed = (await folder.images()).flatMap((top) => packedImageOf(top) ?? []);
  const images = await inParallel(together, await needs(lessons), async ({ image, by }) => {
    const name = canonicalName(image);
    const before = earlier?.images.find((one) => canonicalName(one.image) === name);
    if (before && !isPlanned(before)) return before;
    onImage?.(image.name);
    const known = packed.find((one) => canonicalName(one.image) === name);
    return needed(image, by, known, options);
  });
  return { images, lessons: await Promise.all(lessons.map((lesson) => lessonFiles(lesson, folder))) };
}

/** Every image once, whatever it is called and however many lessons need it. The practice cluster pulls none. */
async function needs(lessons: readonly Lesson[]): Promise<{ image: Image; by: string[] }[]> {
  const found = new Map<string, { image: Image; by: string[] }>();
  const add = (name: string, by: string) => {
    const image = parseImage(name);
    if (!image) return;
    const known = found.get(canonicalName(image)) ?? { image, by: [] };
    if (!known.by.includes(by)) known.by.push(by);
    found.set(canonicalName(image), known);
  };
  for (const lesson of lessons) {
    for (const kind of ['minikube', 'context'] as const) {
      const { images, docker } = await usesOf(lesson, kind);
      for (const name of images) add(name, lesson.id);
      // On some machines it leads the engine to the registry in the cluster.
      if (docker) add(relayImage, 'pilotage');
    }
  }
  return [...found.values()].toSorted((a, b) => (a.image.name < b.image.name ? -1 : 1));
}

async function needed(
  image: Image,
  lessons: readonly string[],
  known: ReturnType<typeof packedImageOf>,
  { folder, sources, platforms }: ContentsOptions,
): Promise<NeededImage> {
  try {
    const plan = await planImage(image, {
      folder,
      sources: sources.of(image),
      // What an earlier call brought for other platforms stays.
      platforms: [...new Set([...platforms, ...(known?.platforms ?? [])])],
      pinned: known?.top,
    });
    const all = [...plan.manifests.keys(), ...plan.blobs];
    const there = await Promise.all(all.map((one) => folder.has(one)));
    const missing = all.filter((_, at) => !there[at]);
    const offered = plan.platforms.every(({ platform }) => known?.platforms.includes(platform));
    return { image, lessons, plan, missing, saved: missing.length === 0 && offered };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return { image, lessons, plan: error, missing: [], saved: false };
  }
}

export function isPlanned(one: NeededImage): one is NeededImage & { readonly plan: ImagePlan } {
  return !(one.plan instanceof FetchError);
}

/** Bytes of images, what they share counted once. */
export function totalOf(images: readonly NeededImage[]): { all: number; missing: number } {
  const all = new Map<string, number>();
  const missing = new Map<string, number>();
  for (const one of images) {
    if (!isPlanned(one)) continue;
    for (const { digest, size } of [...one.plan.manifests.keys(), ...one.plan.blobs]) all.set(digest, size);
    for (const { digest, size } of one.missing) missing.set(digest, size);
  }
  const sum = (sizes: Map<string, number>) => [...sizes.values()].reduce((total, size) => total + size, 0);
  return { all: sum(all), missing: sum(missing) };
}
