import { type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../../errors.ts';
import type { Pod } from '../../objects.ts';
import type { Answer, Api } from '../call.ts';
import { notFound } from '../errors.ts';
import type { ResourcePath } from '../path.ts';
import type { Incoming } from '../router.ts';
import { type ProxyTarget, podTarget, serviceTarget } from './proxy-target.ts';

/** Headers that are about one connection, not about what is sent over it. */
const ofConnection = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];

/** `/proxy`: passes a request on to a pod, and its answer back. */
export async function proxy(api: Api, incoming: Incoming, place: ResourcePath): Promise<Answer> {
  const { request, response, path, signal } = incoming;
  const rest = pathBehind(path);
  if (rest === undefined) {
    // Relative to what was asked for: who came through `kubectl proxy` knows only a part of the path.
    response.writeHead(301, {
      location: `proxy/${new URL(path, 'http://localhost').search}`,
      'content-length': 0,
    });
    response.end();
    return undefined;
  }
  const target = place.resource.kind === 'Pod' ? podTarget(api, place) : serviceTarget(api, place);
  const connection = await connect(api, target);
  signal.addEventListener('abort', () => connection.destroy(), { once: true });
  try {
    const answer = await exchange(request, connection, { path: rest, host: `${target.ip}:${target.port}` });
    response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
    await pipeline(answer, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else throw unreachable((error as Error).message);
  } finally {
    connection.destroy();
  }
  return undefined;
}

/** What follows `…/NAME/proxy`, as it was sent; undefined where a slash is missing. */
function pathBehind(path: string): string | undefined {
  return /^\/api\/v1\/namespaces\/[^/]+\/[^/]+\/[^/]+\/proxy(\/.*)$/.exec(path)?.[1];
}

async function connect(api: Api, { namespace, pod, ip, port }: ProxyTarget): Promise<Duplex> {
  if (!api.store.get<Pod>('Pod', namespace, pod)) throw notFound({ group: '', plural: 'pods' }, pod);
  try {
    return await api.agent.portForward(namespace, pod, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
    throw unreachable(`dial tcp ${ip}:${port}: connect: connection refused`);
  }
}

function unreachable(reason: string): ApiError {
  return new ApiError(500, '', `error trying to reach service: ${reason}`);
}

function exchange(
  incoming: IncomingMessage,
  connection: Duplex,
  { path, host }: { path: string; host: string },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = send({
      createConnection: () => connection,
      method: incoming.method,
      path,
      headers: { ...passedOn(incoming.headers), host },
    });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
    incoming.pipe(outgoing);
  });
}

function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.includes(name)));
}
