import { Duplex } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { Request } from './context.ts';

/**
 * A stream in less, for readers that understand it: the state of a large class is megabytes of much the same. All that is
 * written goes out at once. Nothing is said by reference to what was sent before it: how well a learner's text is
 * compressed must not tell whoever reads the traffic what else is in it.
 */
export function squeezed(request: Request, response: Response): Response {
  if (!response.body || !/\bgzip\b/.test(request.req.header('Accept-Encoding') ?? '')) return response;
  // Node's types know the streams of the web by another name than the browser's.
  const gzip = Duplex.toWeb(createGzip({ flush: constants.Z_FULL_FLUSH })) as unknown as TransformStream;
  const headers = new Headers(response.headers);
  headers.set('Content-Encoding', 'gzip');
  headers.append('Vary', 'Accept-Encoding');
  return new Response(response.body.pipeThrough(gzip), { status: response.status, headers });
}
