import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { ApiError } from '../errors.ts';
import { serverOptions } from './http/limits.ts';

/** What the API needs to answer pods as they expect: over TLS, and only who has a token. */
export interface InsideOptions {
  readonly key: string;
  readonly certificate: string;
  isToken(text: string): boolean;
}

/**
 * The server that pods reach as `kubernetes.default.svc`. It listens nowhere: the cluster's network hands it connections,
 * by `emit('connection')`. What a service account may do is not looked at: roles are stored, not enforced.
 */
export function createInsideServer(
  { key, certificate }: InsideOptions,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  return createServer({ ...serverOptions, key, cert: certificate }, serve);
}

/** The path of a request that has a token. @throws ApiError 401 */
export function pathWithToken({ url = '', headers }: IncomingMessage, { isToken }: InsideOptions): string {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined && isToken(token)) return url;
  throw new ApiError(401, 'Unauthorized', 'Unauthorized', {});
}
