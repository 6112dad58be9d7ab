import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '../../base/clock.ts';
import type { ClusterStore } from '../store/store.ts';
import type { NodeAgent, NodePorts } from '../types.ts';
import type { Registry } from './resources/registry.ts';
import type { Resource } from './resources/resource.ts';

/** What `kubectl version` shows of the server. */
export interface ServerVersion {
  major: string;
  minor: string;
  gitVersion: string;
}

/** What every handler of the API server works with. */
export interface Api {
  readonly store: ClusterStore;
  readonly registry: Registry;
  readonly agent: NodeAgent;
  readonly nodePorts: NodePorts;
  readonly clock: Clock;
  readonly version: () => ServerVersion;
  /** What every path begins with: `/c/SECRET`. */
  readonly base: string;
}

/** One request about a resource. */
export interface Call {
  readonly method: string;
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The request's body, decoded to a JSON tree; undefined when there is none. @throws ApiError 400, 413, 415 */
  readonly body: () => Promise<unknown>;
  /** For answers that go on: watches and logs. */
  readonly response: ServerResponse;
  /** Aborted when the client has gone, or the server is closing. */
  readonly signal: AbortSignal;
}

export interface Reply {
  code: number;
  /** A string or bytes are sent as they are, everything else as JSON. */
  body: object | string;
  /** Default: application/json. */
  contentType?: string;
  /** Values of `Warning` headers, which kubectl prints. */
  warnings?: readonly string[];
}

/** Undefined when the handler answered by itself. */
export type Answer = Reply | undefined;
