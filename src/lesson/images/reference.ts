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

/** The part of an image's name that says where it is kept. */
export function registryOf(image: string): string {
  const first = image.split('/')[0] ?? '';
  return image.includes('/') && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

/** One text for one image, however it is written: `docker.io/library/busybox:1.35`. */
export function canonicalName({ registry, repository, reference }: Image): string {
  return `${registry}/${repository}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`;
}

/** What is pulled from elsewhere: not what variables name, and not what lies in a registry of the lesson's own. */
export function isForeign(name: string): boolean {
  const image = name.includes('$') ? undefined : parseImage(name);
  return image !== undefined && !/^(localhost|127\.|\[::1\])/.test(image.registry);
}
