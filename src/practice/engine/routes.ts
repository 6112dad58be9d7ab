import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request of the docker command. */
export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
}

/** By method and path: `POST containers/start`. */
export type Routes = Record<string, (call: Call) => Promise<void>>;
