import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type https from 'node:https';
import { KubeconfigError } from './errors.ts';
import { readKubeconfig, type Target, targetOf } from './kubeconfig.ts';
import { minified, withAbsolutePaths } from './minify.ts';
import type { ResourceType } from './resources.ts';

/** How to reach one API server with one user's credentials. Ended by `close`, which ends its requests too. */
export interface Connection {
  /** The server's address without a slash at its end; it may have a path, which every request keeps. */
  readonly base: string;
  /** The context's namespace. */
  readonly namespace: string;
  /** host:port, for messages. */
  readonly address: string;
  /** Tells two targets apart: a kubeconfig that was written again with the same content is the same. */
  readonly identity: string;
  readonly closed: AbortSignal;
  /** Agent, certificates and headers for one request. Asked each time: a token may have to be renewed. */
  readonly options: () => Promise<https.RequestOptions>;
  /** Milliseconds by which the server's clock is ahead of ours, as its last answer told, to about a second. */
  clockSkew: number;
  /** What discovery found, for as long as this connection lasts. */
  readonly discovered: Map<string, ResourceType>;
  readonly close: () => void;
}

/** The kubeconfig's current context, ready for requests; sends none. @throws KubeconfigError */
export async function openConnection(path: string): Promise<Connection> {
  const target = await readTarget(path);
  const url = new URL(target.server);
  const over = new AbortController();
  const options = url.protocol === 'http:' ? plainOptions(over.signal) : await secureOptions(path, target);
  return {
    base: target.server.replace(/\/+$/, ''),
    namespace: target.namespace,
    address: url.host,
    identity: JSON.stringify(target),
    closed: over.signal,
    options,
    clockSkew: 0,
    discovered: new Map(),
    close: () => over.abort(),
  };
}

/** The identity that `openConnection` would give now; undefined while the kubeconfig cannot be used. */
export async function identityOf(path: string): Promise<string | undefined> {
  try {
    return JSON.stringify(await readTarget(path));
  } catch (error) {
    if (error instanceof KubeconfigError) return undefined;
    throw error;
  }
}

async function readTarget(path: string): Promise<Target> {
  return withAbsolutePaths(targetOf(await readKubeconfig(path)), path);
}

/** Plain HTTP gets no credentials, as with kubectl. */
function plainOptions(closed: AbortSignal): Connection['options'] {
  const agent = new http.Agent({ keepAlive: true });
  closed.addEventListener('abort', () => agent.destroy(), { once: true });
  return async () => ({ agent });
}

/** Certificates, tokens, exec plugins, proxies: all that a kubeconfig can ask for is the client library's to know. */
async function secureOptions(path: string, target: Target): Promise<Connection['options']> {
  // Loaded only here: it takes many times longer to load than all the rest.
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
  const config = new KubeConfig();
  config.loadFromString(JSON.stringify(minified(target)));
  const tokenFile = target.user?.tokenFile;
  return async () => {
    const options: https.RequestOptions = {};
    try {
      await config.applyToHTTPSOptions(options);
      // The library knows a token's file only under another name than Kubernetes'.
      if (typeof tokenFile === 'string') {
        const token = (await readFile(tokenFile, 'utf8')).trim();
        options.headers = { ...options.headers, Authorization: `Bearer ${token}` };
      }
    } catch (error) {
      throw new KubeconfigError(path, false, (error as Error).message, { cause: error });
    }
    return options;
  };
}
