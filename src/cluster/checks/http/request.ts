import http from 'node:http';
import https from 'node:https';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A request that got no whole answer: `code` is Node's (ECONNREFUSED), or ETIMEDOUT. */
export class NoAnswerError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Wall time. */
export const requestTimeout = 5_000;
const largestBody = 1 << 20;
const mostRedirects = 5;

/** A GET on a connection of its own, redirects followed. @throws NoAnswerError */
export async function request(url: string, followRedirects: boolean, signal: AbortSignal): Promise<Answer> {
  const limit = AbortSignal.timeout(requestTimeout);
  const ended = AbortSignal.any([signal, limit]);
  try {
    let at = url;
    for (let hop = 0; ; hop++) {
      const { location, ...answer } = await get(at, ended);
      const next = followRedirects && location !== undefined && URL.canParse(location, at);
      if (!next || hop === mostRedirects) return answer;
      at = new URL(location, at).href;
    }
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
    const first = error.errors?.[0] ?? error;
    throw new NoAnswerError(limit.aborted ? 'ETIMEDOUT' : (first.code ?? ''), first.message, { cause });
  }
}

async function get(url: string, signal: AbortSignal): Promise<Answer & { location: string | undefined }> {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const send = url.startsWith('https:') ? https.get : http.get;
    // No agent: a kept connection would hide that the Service now leads elsewhere, or nowhere.
    send(url, { agent: false, signal, headers: { 'User-Agent': 'pilotage', Accept: '*/*' } }, resolve).on(
      'error',
      reject,
    );
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestBody) break;
  }
  const status = response.statusCode ?? 0;
  const redirect = status >= 300 && status < 400;
  return {
    status,
    body: Buffer.concat(chunks).toString('utf8'),
    location: redirect ? response.headers.location : undefined,
  };
}
