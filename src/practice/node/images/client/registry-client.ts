import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { digestOf } from '../blobs.ts';
import { manifestAccept } from '../manifest.ts';
import { readAll } from '../read-all.ts';
import { RegistryError } from './errors.ts';
import { isLoopback, outOfReach } from './hosts.ts';
import { type Answer, type Ask, ask, createAgent, describeRequest, readText } from './http.ts';

export interface FetchedManifest {
  digest: string;
  mediaType: string;
  body: Buffer;
}

/**
 * The OCI distribution API of one registry, over HTTP. Dispose of it when done, or its idle connections live on.
 * Every call throws RegistryError.
 */
export class RegistryClient implements Disposable {
  readonly #agent = createAgent();
  readonly #host: string;

  constructor(host: string) {
    this.#host = host;
  }

  /** Whether somebody who speaks the protocol answers. */
  async ping(): Promise<void> {
    const answer = await this.#ask('GET', '/v2/');
    answer.body.resume();
    if (answer.status === 200) return;
    throw new RegistryError(
      'failed',
      this.#describe('GET', '/v2/'),
      `received unexpected HTTP status: ${answer.status}`,
    );
  }

  /** The manifest's digest without its text, or undefined when there is none. */
  async manifestDigest(repository: string, reference: string): Promise<string | undefined> {
    const path = `/v2/${repository}/manifests/${reference}`;
    const answer = await this.#ask('HEAD', path, { headers: { accept: manifestAccept } });
    answer.body.resume();
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw await this.#unexpected('HEAD', path, answer);
    return answer.header('docker-content-digest');
  }

  async manifest(repository: string, reference: string): Promise<FetchedManifest | undefined> {
    const path = `/v2/${repository}/manifests/${reference}`;
    const answer = await this.#ask('GET', path, { headers: { accept: manifestAccept } });
    if (answer.status === 404) {
      answer.body.resume();
      return undefined;
    }
    if (answer.status !== 200) throw await this.#unexpected('GET', path, answer);
    const body = await readAll(answer.body);
    const digest = digestOf(body);
    const expected = reference.startsWith('sha256:') ? reference : answer.header('docker-content-digest');
    if (expected !== undefined && expected !== digest) {
      throw new RegistryError(
        'failed',
        this.#describe('GET', path),
        `manifest verification failed for digest ${expected}`,
      );
    }
    return { digest, mediaType: answer.header('content-type') ?? '', body };
  }

  async hasBlob(repository: string, digest: string): Promise<boolean> {
    const path = `/v2/${repository}/blobs/${digest}`;
    const answer = await this.#ask('HEAD', path);
    answer.body.resume();
    if (answer.status !== 200 && answer.status !== 404) throw await this.#unexpected('HEAD', path, answer);
    return answer.status === 200;
  }

  /** Its content, whose digest the reader has to verify. */
  async blob(repository: string, digest: string): Promise<IncomingMessage> {
    const path = `/v2/${repository}/blobs/${digest}`;
    const answer = await this.#ask('GET', path);
    if (answer.status !== 200) throw await this.#unexpected('GET', path, answer);
    return answer.body;
  }

  /** Asks the registry to take a blob over from another repository of its own. False when it wants it sent. */
  async mountBlob(repository: string, digest: string, from: string): Promise<boolean> {
    const path = `/v2/${repository}/blobs/uploads/?mount=${digest}&from=${encodeURIComponent(from)}`;
    const answer = await this.#ask('POST', path);
    answer.body.resume();
    return answer.status === 201;
  }

  async pushBlob(repository: string, digest: string, size: number, content: Readable): Promise<void> {
    const start = `/v2/${repository}/blobs/uploads/`;
    const opened = await this.#ask('POST', start);
    const location = opened.header('location');
    if (opened.status !== 202 || location === undefined) {
      content.destroy();
      throw await this.#unexpected('POST', start, opened);
    }
    opened.body.resume();
    const target = new URL(location, this.#url('/'));
    const patched = await this.#send({
      method: 'PATCH',
      url: target,
      headers: { 'content-type': 'application/octet-stream', 'content-length': size },
      body: content,
    });
    patched.body.resume();
    if (patched.status !== 202) throw await this.#unexpected('PATCH', start, patched);
    const finish = new URL(patched.header('location') ?? target.href, this.#url('/'));
    finish.searchParams.set('digest', digest);
    const done = await this.#send({ method: 'PUT', url: finish, headers: { 'content-length': 0 } });
    if (done.status !== 201) throw await this.#unexpected('PUT', start, done);
    done.body.resume();
  }

  async pushManifest(repository: string, reference: string, mediaType: string, body: Buffer): Promise<void> {
    const path = `/v2/${repository}/manifests/${reference}`;
    const answer = await this.#ask('PUT', path, {
      headers: { 'content-type': mediaType, 'content-length': body.length },
      body,
    });
    if (answer.status !== 201) throw await this.#unexpected('PUT', path, answer);
    answer.body.resume();
  }

  async tags(repository: string): Promise<string[] | undefined> {
    const path = `/v2/${repository}/tags/list`;
    const answer = await this.#ask('GET', path);
    if (answer.status === 404) {
      answer.body.resume();
      return undefined;
    }
    if (answer.status !== 200) throw await this.#unexpected('GET', path, answer);
    return (JSON.parse(await readText(answer)) as { tags: string[] | null }).tags ?? [];
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  #url(path: string): URL {
    return new URL(`${isLoopback(this.#host) ? 'http' : 'https'}://${this.#host}${path}`);
  }

  #describe(method: string, path: string): string {
    return describeRequest(method, this.#url(path));
  }

  #ask(method: string, path: string, more: Pick<Ask, 'headers' | 'body'> = {}): Promise<Answer> {
    return this.#send({ method, url: this.#url(path), ...more });
  }

  async #send(request: Ask): Promise<Answer> {
    if (!isLoopback(request.url.host))
      throw outOfReach(request.url.host, describeRequest(request.method, request.url));
    return ask(this.#agent, request);
  }

  async #unexpected(method: string, path: string, answer: Answer): Promise<RegistryError> {
    const text = await readText(answer).catch(() => '');
    return new RegistryError(
      'failed',
      this.#describe(method, path),
      firstError(text) ?? `received unexpected HTTP status: ${answer.status}`,
    );
  }
}

/** `blob unknown: blob unknown to registry`, from the protocol's JSON. */
function firstError(text: string): string | undefined {
  try {
    const { errors } = JSON.parse(text) as { errors?: { code: string; message: string }[] };
    const first = errors?.[0];
    return first && `${first.code.toLowerCase().replaceAll('_', ' ')}: ${first.message}`;
  } catch {
    return undefined;
  }
}
