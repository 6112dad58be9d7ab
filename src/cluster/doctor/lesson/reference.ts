import { registryOf } from '../../diagnosis/image.ts';

/** An image's name in the parts that its registry is asked by. */
export interface Image {
  readonly name: string;
  /** `docker.io`, or a host with or without a port. */
  readonly registry: string;
  /** `library/busybox`. */
  readonly repository: string;
  /** A tag, or a digest. */
  readonly reference: string;
}

/** Undefined where the text is no image's name. */
export function parseImage(name: string): Image | undefined {
  const registry = registryOf(name);
  const rest = registry === 'docker.io' ? name.replace(/^docker\.io\//, '') : name.slice(registry.length + 1);
  const [, path = '', tag, digest] =
    /^([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(rest) ?? [];
  if (path === '') return undefined;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { name, registry, repository, reference: digest ?? tag ?? 'latest' };
}
