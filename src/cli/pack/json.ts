import { type Contents, isPlanned, totalOf } from '../../pack/contents.ts';
import type { FetchError } from '../../pack/fetch/source.ts';

/** What lessons need, for machines. `format` is raised whenever a field changes its meaning or goes. */
export function contentsJson({ images, lessons }: Contents, dir: string): string {
  const { all, missing } = totalOf(images);
  const value = {
    format: 1,
    dir,
    complete: images.every(({ saved }) => saved) && lessons.every(({ saved }) => saved),
    size: all,
    missing,
    images: images.map((one) => {
      const { image, lessons: neededBy, saved } = one;
      const { name, registry, repository, reference } = image;
      const about = { name, registry, repository, reference, lessons: neededBy, saved };
      if (!isPlanned(one)) {
        const { kind, message } = one.plan as FetchError;
        return { ...about, error: { kind, message } };
      }
      const { top, platforms, lacking } = one.plan;
      const sizes = totalOf([one]);
      return {
        ...about,
        digest: top.digest,
        mediaType: top.mediaType,
        size: sizes.all,
        missing: sizes.missing,
        platforms,
        lacking,
      };
    }),
    lessons: lessons.map(({ id, saved, files }) => ({
      id,
      saved,
      size: files.reduce((sum, { size }) => sum + size, 0),
      files,
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
