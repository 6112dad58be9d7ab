import { randomBytes } from 'node:crypto';
import { canonicalName, InvalidReference, parseReference } from '../images/reference.ts';
import type { Image } from '../images/types.ts';

/** The names that containerd has for things, as pods' statuses show them. */

export function newContainerId(): string {
  return `containerd://${randomBytes(32).toString('hex')}`;
}

export function imageName(reference: string): string {
  try {
    return canonicalName(parseReference(reference));
  } catch (error) {
    if (error instanceof InvalidReference) return reference;
    throw error;
  }
}

export function imageId(reference: string, image: Image): string {
  const { host, path } = parseReference(reference);
  return `${host}/${path}@${image.digest}`;
}
