/** A parsed image name, completed as docker completes it. */
export interface Reference {
  /** `docker.io`, `127.0.0.1:31234`. */
  readonly host: string;
  /** The path within the registry: `library/busybox`. */
  readonly path: string;
  /** As people write it, without docker.io and library: `busybox`, `127.0.0.1:31234/rng`. */
  readonly familiar: string;
  /** `latest` unless a tag or a digest was given; undefined with a digest alone. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** False where the tag was filled in. */
  readonly tagged: boolean;
}

/** The text says no image name; `message` is docker's. */
export class InvalidReference extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidReference';
  }
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const pathPattern = new RegExp(`^${component}(?:/${component})*$`);
const hostPattern =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const hubHosts = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** @throws InvalidReference */
export function parseReference(text: string): Reference {
  const invalid = new InvalidReference('invalid reference format');
  if (/^[0-9a-f]{64}$/.test(text)) {
    throw new InvalidReference(
      `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`,
    );
  }
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))) throw invalid;
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const host = hasHost ? first : 'docker.io';
  const rest = hasHost ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const bare = colon < 0 ? rest : rest.slice(0, colon);
  const onHub = hubHosts.has(host);
  const path = onHub && !bare.includes('/') ? `library/${bare}` : bare;
  if (!pathPattern.test(path) && pathPattern.test(path.toLowerCase())) {
    throw new InvalidReference(`invalid reference format: repository name (${path}) must be lowercase`);
  }
  if (!pathPattern.test(path) || !hostPattern.test(host)) throw invalid;
  if (tag !== undefined && !tagPattern.test(tag)) throw invalid;
  if (path.length > 255) throw new InvalidReference('repository name must not be more than 255 characters');
  return {
    host: onHub ? 'docker.io' : host,
    path,
    familiar: onHub ? path.replace(/^library\//, '') : `${host}/${path}`,
    tag: tag ?? (digest === undefined ? 'latest' : undefined),
    digest,
    tagged: tag !== undefined,
  };
}

/** The whole name: `docker.io/library/busybox:latest`. What stores keep, and what containerd prints. */
export function canonicalName(reference: Reference): string {
  const name = `${reference.host}/${reference.path}`;
  return reference.digest === undefined ? `${name}:${reference.tag}` : `${name}@${reference.digest}`;
}

/** What the built-in catalogue calls its repository. */
export function hubRepository({ host, path }: Reference): string {
  return host === 'docker.io' ? path : `${host}/${path}`;
}

/** The name as docker prints it: `busybox:latest`. */
export function familiarName(reference: Reference): string {
  return reference.digest === undefined
    ? `${reference.familiar}:${reference.tag}`
    : `${reference.familiar}@${reference.digest}`;
}

/** The same repository under another tag or digest. */
export function withDigest(reference: Reference, digest: string): Reference {
  return { ...reference, tag: undefined, digest, tagged: false };
}
