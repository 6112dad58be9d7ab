import { familiarName, parseReference } from '../../node/images/reference.ts';
import type { NamedImage, NamedImageStore } from '../../node/images/store.ts';
import { EngineError } from '../errors.ts';
import { lookUp, short } from './names.ts';

interface Keeper {
  images: NamedImageStore;
  /** The containers that were made from an image. */
  usersOf(imageId: string): { id: string; running: boolean }[];
}

/** What `docker rmi` prints for one name. @throws EngineError */
export async function removeImage(
  { images, usersOf }: Keeper,
  name: string,
  force: boolean,
): Promise<string[]> {
  const found = lookUp(images, name);
  const tag = tagMeant(found, name);
  const lines: string[] = [];
  if (tag === undefined && found.tags.length > 1 && !force) {
    throw new EngineError(
      409,
      `conflict: unable to delete ${short(found.image.id)} (must be forced) - image is referenced in multiple repositories`,
    );
  }
  if (found.tags.length <= 1 || tag === undefined) refuseUsed(usersOf(found.image.id), found, tag, force);
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

/** Containers need their image: one that runs in any case, one that does not unless by force. @throws EngineError 409 */
function refuseUsed(
  users: readonly { id: string; running: boolean }[],
  { image }: NamedImage,
  tag: string | undefined,
  force: boolean,
): void {
  const running = users.find((one) => one.running);
  const user = running ?? (force ? undefined : users[0]);
  if (!user) return;
  const why = running
    ? `(cannot be forced) - ${tag === undefined ? 'image' : 'container'}`
    : `(must be forced) - ${tag === undefined ? 'image' : 'container'}`;
  const rest =
    tag === undefined
      ? `is being used by ${running ? 'running' : 'stopped'} container ${short(user.id)}`
      : `${short(user.id)} is using its referenced image ${short(image.id)}`;
  const subject =
    tag === undefined
      ? `unable to delete ${short(image.id)}`
      : `unable to remove repository reference "${tag.replace(/:latest$/, '')}"`;
  throw new EngineError(409, `conflict: ${subject} ${why} ${rest}`);
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
