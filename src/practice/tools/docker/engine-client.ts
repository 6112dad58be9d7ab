import { type IncomingMessage, request as send } from 'node:http';
import { createInterface } from 'node:readline';
import { DaemonError, DockerError } from './errors.ts';

/** Where this docker finds its engine. */
const variable = 'PILOTAGE_PRACTICE';

/** The engine, over HTTP. Every call throws DaemonError for what it refuses, and DockerError when it does not answer. */
export class EngineClient {
  readonly #base: string | undefined;

  constructor(env: NodeJS.ProcessEnv) {
    this.#base = env[variable] || undefined;
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
    for await (const line of createInterface({ input: response })) yield JSON.parse(line) as T;
  }

  async #send(method: string, path: string, body?: unknown): Promise<IncomingMessage> {
    if (this.#base === undefined) {
      throw new DockerError(
        `Cannot connect to the Docker daemon. Is the docker daemon running?\nThis docker belongs to the practice cluster of pilotage, and ${variable} does not say where that is: run it in the shell of a workshop, or with \`pilotage practice\`.`,
      );
    }
    const url = new URL(`${this.#base}/docker/${path}`);
    const content = body === undefined ? undefined : JSON.stringify(body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers =
        content === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) };
      const asked = send(url, { method, headers }, resolve);
      asked.on('error', reject);
      asked.end(content);
    }).catch(() => {
      throw new DockerError(
        `Cannot connect to the Docker daemon at tcp://${url.host}. Is the docker daemon running?`,
      );
    });
    const status = response.statusCode ?? 500;
    if (status < 300) return response;
    throw new DaemonError(status, messageIn(await text(response)));
  }
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
