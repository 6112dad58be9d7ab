import { type ClientRequest, type IncomingMessage, request as send } from 'node:http';
import { createInterface } from 'node:readline';
import type { StreamInput, StreamOutput } from '../../engine/containers/api.ts';
import { DaemonError, DockerError } from './errors.ts';

/** Where this docker finds its engine. */
const variable = 'PILOTAGE_PRACTICE';

/** The streams of something that runs in a container. */
export interface EngineStream extends AsyncIterable<StreamOutput> {
  send(input: StreamInput): void;
  close(): void;
}

/** The engine, over HTTP. Every call throws DaemonError for what it refuses, and DockerError when it does not answer. */
export class EngineClient {
  readonly #base: string | undefined;

  /** `base`: what the URLs of the practice cluster's host begin with, where that is known. */
  constructor(base: string | undefined) {
    this.#base = base || undefined;
  }

  async get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    const search = new URLSearchParams(query).toString();
    return JSON.parse(await text(await this.#send('GET', search === '' ? path : `${path}?${search}`))) as T;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return JSON.parse(await text(await this.#send('POST', path, body))) as T;
  }

  /** The lines of a report, as they come. */
  async *lines<T>(path: string, body: unknown): AsyncGenerator<T> {
    const response = await this.#send('POST', path, body);
    yield* linesOf<T>(response);
  }

  /** Streams both ways: `first` asks, more may be sent while what comes back is read. */
  async stream(path: string, first: unknown): Promise<EngineStream> {
    const url = this.#url(path);
    const asked = send(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } });
    asked.write(`${JSON.stringify(first)}\n`);
    const response = await answerTo(asked, url);
    if ((response.statusCode ?? 500) >= 300) {
      const message = messageIn(await text(response));
      asked.destroy();
      throw new DaemonError(response.statusCode ?? 500, message);
    }
    asked.on('error', () => undefined);
    return {
      send: (input) => void (asked.writableEnded || asked.write(`${JSON.stringify(input)}\n`)),
      close: () => asked.destroy(),
      async *[Symbol.asyncIterator]() {
        try {
          for await (const line of createInterface({ input: response }))
            yield JSON.parse(line) as StreamOutput;
        } finally {
          asked.end();
        }
      },
    };
  }

  #url(path: string): URL {
    if (this.#base === undefined) {
      throw new DockerError(
        `Cannot connect to the Docker daemon. Is the docker daemon running?\nThis docker belongs to the practice cluster of pilotage, and ${variable} does not say where that is: run it in the shell of a workshop, or with \`pilotage practice\`.`,
      );
    }
    return new URL(`${this.#base}/docker/${path}`);
  }

  async #send(method: string, path: string, body?: unknown): Promise<IncomingMessage> {
    const url = this.#url(path);
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers =
      content === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) };
    const asked = send(url, { method, headers });
    asked.end(content);
    const response = await answerTo(asked, url);
    const status = response.statusCode ?? 500;
    if (status < 300) return response;
    throw new DaemonError(status, messageIn(await text(response)));
  }
}

/** @throws DockerError when the engine goes away before it has said all */
async function* linesOf<T>(response: IncomingMessage): AsyncGenerator<T> {
  try {
    for await (const line of createInterface({ input: response })) yield JSON.parse(line) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw new DockerError('unexpected EOF');
    throw error;
  }
}

/** @throws DockerError when there is none */
function answerTo(asked: ClientRequest, url: URL): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', () =>
      reject(
        new DockerError(
          `Cannot connect to the Docker daemon at tcp://${url.host}. Is the docker daemon running?`,
        ),
      ),
    );
  });
}

async function text(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let result = '';
  for await (const part of response) result += part;
  return result;
}

function messageIn(answer: string): string {
  try {
    return (JSON.parse(answer) as { message: string }).message;
  } catch {
    return answer.trim();
  }
}
