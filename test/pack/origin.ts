import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const sha256 = (data: Uint8Array | string) =>
  `sha256:${createHash('sha256').update(data).digest('hex')}`;

export const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
};

export interface MadeManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
}

/** What a registry of a test is asked, and what it makes of it before it answers as it would. */
export type Interfere = (
  request: http.IncomingMessage,
  response: http.ServerResponse,
  blob: Buffer | undefined,
) => boolean | Promise<boolean>;

/** A registry that the test starts: it has what is put into it, and can be made to behave badly. */
export class Origin implements AsyncDisposable {
  readonly blobs = new Map<string, Buffer>();
  readonly manifests = new Map<string, MadeManifest>();
  /** `GET /v2/…`, in order; a range behind it. */
  readonly asked: string[] = [];
  interfere: Interfere = () => false;
  #server = http.createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<Origin> {
    const origin = new Origin();
    await new Promise<void>((resolve) => origin.#server.listen(0, '127.0.0.1', resolve));
    return origin;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** An image for one platform, with layers of so many random bytes. */
  image(name: string, architecture: string, ...sizes: number[]): MadeManifest {
    const config = this.#blob(Buffer.from(JSON.stringify({ os: 'linux', architecture, of: name })));
    const layers = sizes.map((size) => this.#blob(randomBytes(size)));
    const descriptor = (blob: { digest: string; size: number }, mediaType: string) => ({
      mediaType,
      ...blob,
    });
    return this.#manifest(name, types.manifest, {
      schemaVersion: 2,
      mediaType: types.manifest,
      config: descriptor(config, 'application/vnd.docker.container.image.v1+json'),
      layers: layers.map((one) => descriptor(one, 'application/vnd.docker.image.rootfs.diff.tar.gzip')),
    });
  }

  /** A list of images, by architecture, and one of no platform, as attestations are. */
  index(name: string, images: Readonly<Record<string, MadeManifest>>): MadeManifest {
    const manifests = Object.entries(images).map(([architecture, { digest, mediaType, text }]) => ({
      mediaType,
      digest,
      size: text.length,
      platform: { os: architecture === 'unknown' ? 'unknown' : 'linux', architecture },
    }));
    return this.#manifest(name, types.index, { schemaVersion: 2, mediaType: types.index, manifests });
  }

  layersOf({ text }: MadeManifest): { digest: string; size: number }[] {
    return (JSON.parse(text) as { layers: { digest: string; size: number }[] }).layers;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #blob(data: Buffer): { digest: string; size: number } {
    this.blobs.set(sha256(data), data);
    return { digest: sha256(data), size: data.length };
  }

  /** @param name `library/web:1`; all its content is in that repository */
  #manifest(name: string, mediaType: string, value: object): MadeManifest {
    const text = JSON.stringify(value);
    const made = { digest: sha256(text), mediaType, text };
    const repository = name.replace(/:[^:/]+$/, '');
    this.manifests.set(name, made);
    this.manifests.set(`${repository}:${made.digest}`, made);
    return made;
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { method, url = '', headers } = request;
    this.asked.push(`${method} ${url}${headers.range ? ` ${headers.range}` : ''}`);
    const [, repository = '', kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(url) ?? [];
    const blob = kind === 'blobs' ? this.blobs.get(reference) : undefined;
    if (await this.interfere(request, response, blob)) return;
    const manifest = kind === 'manifests' ? this.manifests.get(`${repository}:${reference}`) : undefined;
    if (manifest) {
      response.setHeader('content-type', manifest.mediaType);
      response.setHeader('docker-content-digest', manifest.digest);
      response.setHeader('content-length', manifest.text.length);
      return void response.end(method === 'HEAD' ? undefined : manifest.text);
    }
    if (!blob) return void response.writeHead(404).end();
    const from = startOf(request);
    if (from > 0) {
      response.writeHead(206, { 'content-range': `bytes ${from}-${blob.length - 1}/${blob.length}` });
    }
    response.end(blob.subarray(from));
  }
}

/** From which byte on a blob is asked for. */
export function startOf({ headers }: http.IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
}
