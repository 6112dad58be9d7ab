import type http from 'node:http';
import {
  bytesOf,
  manifestTypes,
  networkError,
  Registry,
  registryBase,
} from '../../cluster/registry/client.ts';
import { signedIn } from '../../cluster/registry/credentials.ts';
import type { Image } from '../../lesson/images/reference.ts';
import { digestOf } from '../store/pack-folder.ts';

/** Why a place did not give what it was asked for. */
export type Refusal = 'absent' | 'denied' | 'limited' | 'unreachable' | 'troubled' | 'wrong';

export class FetchError extends Error {
  readonly kind: Refusal;

  constructor(kind: Refusal, message: string) {
    super(message);
    this.name = 'FetchError';
    this.kind = kind;
  }

  /** The same question may be answered a moment later. */
  get mayPass(): boolean {
    return ['unreachable', 'troubled', 'wrong'].includes(this.kind);
  }
}

export interface FetchedManifest {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** A place that has an image: its own registry, or a mirror of it. */
export class Source {
  readonly #registry: Registry;
  readonly #repository: string;
  readonly #signal: AbortSignal;

  constructor(registry: Registry, repository: string, signal: AbortSignal) {
    this.#registry = registry;
    this.#repository = repository;
    this.#signal = signal;
  }

  get host(): string {
    return new URL(this.#registry.base).host;
  }

  /** What a tag means now, as far as the registry says so. A HEAD counts as no pull. */
  async head(reference: string): Promise<{ digest: string | undefined; mediaType: string }> {
    const answer = await this.#ask('HEAD', `manifests/${reference}`, { accept: manifestTypes });
    answer.resume();
    return { digest: answer.headers['docker-content-digest']?.toString(), mediaType: mediaTypeOf(answer) };
  }

  /** @param reference a tag or a digest; what comes is what the digest says */
  async manifest(reference: string): Promise<FetchedManifest> {
    const answer = await this.#ask('GET', `manifests/${reference}`, { accept: manifestTypes });
    const bytes = await this.#bytes(answer);
    const digest = digestOf(bytes);
    if (reference.startsWith('sha256:') && reference !== digest)
      throw new FetchError('wrong', `${this.host} gave other content for ${reference}`);
    return { mediaType: mediaTypeOf(answer), digest, bytes };
  }

  /** A small blob, such as an image's configuration. */
  async content(digest: string): Promise<Buffer> {
    const bytes = await this.#bytes(await this.#ask('GET', `blobs/${digest}`, {}));
    if (digestOf(bytes) !== digest)
      throw new FetchError('wrong', `${this.host} gave other content for ${digest}`);
    return bytes;
  }

  /** A blob from a byte on: 206 where the registry gives parts, else 200 and all of it. */
  blob(digest: string, from: number): Promise<http.IncomingMessage> {
    return this.#ask('GET', `blobs/${digest}`, from > 0 ? { range: `bytes=${from}-` } : {});
  }

  async #bytes(answer: http.IncomingMessage): Promise<Buffer> {
    try {
      return await bytesOf(answer);
    } catch (error) {
      throw new FetchError('unreachable', `${this.host}: ${networkError(error)}`);
    }
  }

  async #ask(
    method: 'HEAD' | 'GET',
    path: string,
    headers: http.OutgoingHttpHeaders,
  ): Promise<http.IncomingMessage> {
    const question = { method, repository: this.#repository, path, headers, signal: this.#signal };
    const answer = await this.#registry.ask(question).catch((error: unknown) => {
      this.#signal.throwIfAborted();
      throw new FetchError('unreachable', `${this.host}: ${networkError(error)}`);
    });
    const { statusCode: status = 0 } = answer;
    if (status === 200 || status === 206) return answer;
    answer.resume();
    throw new FetchError(refusalOf(status), `${this.host} answers HTTP ${status}`);
  }
}

function mediaTypeOf({ headers }: http.IncomingMessage): string {
  return headers['content-type']?.split(';')[0]?.trim() ?? '';
}

function refusalOf(status: number): Refusal {
  if (status === 404) return 'absent';
  if (status === 401 || status === 403) return 'denied';
  return status === 429 ? 'limited' : 'troubled';
}

export interface SourceOptions {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly signal: AbortSignal;
  /** A registry that is asked first. */
  readonly mirror?: string | undefined;
}

/** Milliseconds in which nothing comes. */
const patience = 30_000;

/** The places that may have images, each connected to once. */
export class Sources implements Disposable {
  readonly #options: SourceOptions;
  readonly #registries = new Map<string, Registry>();

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /** Where to ask for an image, in order. A mirror has another registry's images below its name, as `pack --serve` does. */
  of({ registry, repository }: Image): Source[] {
    const { mirror, signal } = this.#options;
    const below = registry === 'docker.io' ? repository : `${registry}/${repository}`;
    return [
      ...(mirror === undefined ? [] : [new Source(this.#registry(mirror), below, signal)]),
      new Source(this.#registry(registryBase(registry), registry), repository, signal),
    ];
  }

  [Symbol.dispose](): void {
    for (const registry of this.#registries.values()) registry.close();
  }

  /** @param name whose images it has, where it may be told who asks */
  #registry(base: string, name?: string): Registry {
    const { env } = this.#options;
    const signIn = name === undefined ? {} : { signIn: () => signedIn(name, env) };
    const known = this.#registries.get(base) ?? new Registry(base, { env, patience, ...signIn });
    this.#registries.set(base, known);
    return known;
  }
}

/** What the first of several places gives. Throws what all of them say, as the last one means it. */
export async function fromFirst<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<T>,
): Promise<T> {
  const said: string[] = [];
  let kind: Refusal = 'unreachable';
  for (const source of sources) {
    try {
      return await ask(source);
    } catch (error) {
      // A disk that is full is so wherever the content comes from.
      if (!(error instanceof FetchError)) throw error;
      said.push(error.message);
      kind = error.kind;
    }
  }
  throw new FetchError(kind, said.join('; '));
}
