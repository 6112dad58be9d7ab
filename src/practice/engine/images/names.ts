import { InvalidReference, parseReference, type Reference } from '../../node/images/reference.ts';
import type { NamedImage, NamedImageStore } from '../../node/images/store.ts';
import { EngineError, noSuchImage } from '../errors.ts';

/** @throws EngineError 400 with docker's words */
export function parse(name: string): Reference {
  try {
    return parseReference(name);
  } catch (error) {
    if (error instanceof InvalidReference) throw new EngineError(400, error.message);
    throw error;
  }
}

/** @throws EngineError 404 */
export function lookUp(images: NamedImageStore, name: string): NamedImage {
  const found = images.resolve(name);
  if (found) return found;
  const { familiar, tag, digest } = parse(name);
  throw noSuchImage(digest === undefined ? `${familiar}:${tag}` : `${familiar}@${digest}`);
}

/** The first twelve digits of a digest or an ID. */
export function short(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}
