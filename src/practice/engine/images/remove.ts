import { familiarName, parseReference } from '../../node/images/reference.ts';
import type { NamedImage, NamedImageStore } from '../../node/images/store.ts';
import { EngineError } from '../errors.ts';
import { lookUp, short } from './names.ts';

/** What `docker rmi` prints for one name. @throws EngineError */
export async function removeImage(images: NamedImageStore, name: string, force: boolean): Promise<string[]> {
  const found = lookUp(images, name);
  const tag = tagMeant(found, name);
  const lines: string[] = [];
  if (tag === undefined && found.tags.length > 1 && !force) {
    throw new EngineError(
      409,
      `conflict: unable to delete ${short(found.image.id)} (must be forced) - image is referenced in multiple repositories`,
    );
  }
  const untagged = tag === undefined ? found.tags : [tag];
  for (const one of untagged) {
    images.untag(one);
    lines.push(`Untagged: ${one}`);
  }
  const left = found.tags.filter((one) => !untagged.includes(one));
  const repositories = new Set(left.map((one) => parseReference(one).familiar));
  for (const digest of found.digests) {
    if (repositories.has(parseReference(digest).familiar)) continue;
    images.untag(digest);
    lines.push(`Untagged: ${digest}`);
  }
  if (left.length === 0) {
    images.remove(found.image);
    lines.push(`Deleted: ${found.image.id}`);
  }
  await images.saved();
  return lines;
}

/** Undefined where the image was named by its ID. */
function tagMeant({ tags }: NamedImage, name: string): string | undefined {
  try {
    const full = familiarName(parseReference(name));
    return tags.find((tag) => tag === full);
  } catch {
    return undefined;
  }
}
