import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import type { Inbox, Message } from './relay.ts';

export interface ApiBridgeOptions {
  account: string;
  /** Who asks has to send it; undefined where nobody has to. */
  token: string | undefined;
  /** How many messages it keeps. */
  buffer: number;
  now: () => number;
  /** Told of what people post. */
  send: (message: Message) => void;
}

/** One `[api.NAME]`: what others post is kept for who asks, and told to who listens. */
export interface ApiBridge {
  readonly server: Server;
  readonly inbox: Inbox;
}

export function createApiBridge({ account, token, buffer, now, send }: ApiBridgeOptions): ApiBridge {
  const kept: Message[] = [];
  const listening = new Set<ServerResponse>();
  const stamp = () => new Date(now()).toISOString();

  const post = async (request: IncomingMessage, response: ServerResponse) => {
    const given = await readText(request);
    if (given !== '' && !/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return complain(response, 415, 'Unsupported Media Type');
    let values: Partial<Message>;
    try {
      values = given === '' ? {} : (JSON.parse(given) as Partial<Message>);
    } catch {
      return complain(response, 400, 'Syntax error: the body is not JSON');
    }
    const message: Message = {
      ...emptyMessage,
      ...values,
      channel: 'api',
      protocol: 'api',
      account,
      id: '',
      timestamp: stamp(),
    };
    send(message);
    answer(response, 200, `${JSON.stringify(message)}\n`);
  };

  const stream = (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const greeting: Message = { ...emptyMessage, event: 'api_connected', timestamp: stamp() };
    for (const message of [greeting, ...since(request, kept)]) response.write(`${JSON.stringify(message)}\n`);
    listening.add(response);
    response.once('close', () => listening.delete(response));
  };

  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>> =
    {
      'GET /api/health': (_, response) => answer(response, 200, 'OK', 'text/plain; charset=UTF-8'),
      'GET /api/messages': (request, response) =>
        answer(response, 200, `${JSON.stringify(since(request, kept), undefined, 1)}\n`),
      'GET /api/stream': stream,
      'POST /api/message': post,
      'GET /api/websocket': (_, response) =>
        complain(response, 501, "the practice cluster's matterbridge has no websocket: use /api/stream"),
    };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const refusal = token === undefined ? undefined : refuse(request, token);
    const route = routes[`${request.method} ${path}`];
    if (refusal) complain(response, ...refusal);
    else if (route) Promise.resolve(route(request, response)).catch(() => response.destroy());
    else if (Object.keys(routes).some((known) => known.endsWith(` ${path}`)))
      complain(response, 405, 'Method Not Allowed');
    else complain(response, 404, 'Not Found');
  });
  Object.assign(server, { httpAllowHalfOpen: true });

  return {
    server,
    inbox(message) {
      kept.push(message);
      if (kept.length > buffer) kept.shift();
      for (const response of listening) response.write(`${JSON.stringify(message)}\n`);
    },
  };
}

const emptyMessage: Message = {
  text: '',
  channel: '',
  username: '',
  userid: '',
  avatar: '',
  account: '',
  event: '',
  protocol: '',
  gateway: '',
  parent_id: '',
  timestamp: '0001-01-01T00:00:00Z',
  id: '',
  Extra: null,
};

/** Only what came after the time in the header, if there is one. */
function since({ headers }: IncomingMessage, messages: readonly Message[]): readonly Message[] {
  const after = Date.parse(String(headers.skip_before ?? ''));
  return Number.isNaN(after) ? messages : messages.filter(({ timestamp }) => Date.parse(timestamp) > after);
}

function refuse({ headers }: IncomingMessage, token: string): [number, string] | undefined {
  const key = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1];
  if (key === undefined) return [400, 'missing key in request header'];
  return key === token ? undefined : [401, 'Unauthorized'];
}

function complain(response: ServerResponse, status: number, message: string): void {
  answer(response, status, `${JSON.stringify({ message })}\n`);
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'application/json; charset=UTF-8',
): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
}
