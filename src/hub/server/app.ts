import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { type Clock, createClock } from '../../base/clock.ts';
import { limits, paths, protocolVersion } from '../protocol/protocol.ts';
import type { RefusalResponse } from '../protocol/requests.ts';
import { Attempts } from './attempts.ts';
import { Budget } from './budget.ts';
import { type App, addressOf, type Desk, type Request } from './context.ts';
import { joinRoute } from './joining.ts';
import type { RoomKeys } from './keys.ts';
import { leaderRoutes } from './leading.ts';
import { learnerRoutes } from './learning.ts';
import { Presence } from './presence.ts';
import { Refused } from './refused.ts';
import type { Room } from './room.ts';

/** Something that the room's server has to tell whoever runs it. */
export interface Notice {
  readonly at: string;
  readonly from: string;
  readonly method: string;
  readonly path: string;
  /** The reason of a refusal, or what went wrong. */
  readonly what: string;
}

/** A file of the room's page. */
export interface PageFile {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

export interface AppOptions {
  readonly room: Room;
  readonly keys: RoomKeys;
  /** The files of the page by their paths: nothing else of the machine can be asked for. */
  readonly pages: ReadonlyMap<string, PageFile>;
  readonly behindProxy: boolean;
  readonly notice: (notice: Notice) => void;
  readonly clock?: Clock;
}

/** What a room's server answers. `close` says in its log that everybody has gone from here. */
export function createApp(options: AppOptions): { app: App; close: () => Promise<void> } {
  const { room, keys, pages, behindProxy, notice, clock = createClock() } = options;
  const presence = new Presence(room);
  const desk: Desk = {
    ...{ room, keys, presence, behindProxy },
    attempts: new Attempts(clock),
    budget: new Budget(clock),
  };
  const app: App = new Hono();

  const tell = (request: Request, what: string) =>
    notice({
      at: new Date().toISOString(),
      from: addressOf(request, desk),
      method: request.req.method,
      path: request.req.path,
      what,
    });
  const answer = (request: Request, refused: Refused) => {
    tell(request, refused.reason);
    const { reason: error, more } = refused;
    if (more.wait !== undefined) request.header('Retry-After', String(more.wait));
    const body: RefusalResponse = { v: protocolVersion, error, ...more };
    return request.json(body, refused.status);
  };

  const file = (request: Request, path: string) => {
    const page = pages.get(path);
    if (!page) throw new Refused('not-found');
    return request.body(page.body, 200, { 'Content-Type': page.type });
  };

  app.onError((error, request) => {
    if (error instanceof Refused) return answer(request, error);
    tell(request, error.message);
    const body: RefusalResponse = { v: protocolVersion, error: 'not-ready' };
    return request.json(body, 503);
  });
  app.notFound((request) => answer(request, new Refused('not-found')));

  app.use(secureHeaders({ ...headers, strictTransportSecurity: false }));
  app.use(async (request, next) => {
    request.header('Cache-Control', 'no-store');
    if (isFromElsewhere(request, behindProxy)) throw new Refused('other-origin');
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: limits.body,
      onError: () => {
        throw new Refused('too-large');
      },
    }),
  );

  app.get(paths.live, (request) => request.text('ok'));
  app.get(paths.ready, async (request) => {
    await room.caughtUp();
    return request.text('ok');
  });
  joinRoute(app, desk);
  learnerRoutes(app, desk);
  leaderRoutes(app, desk);
  app.get(`${paths.invitation}/:code`, (request) => {
    const asked = request.req.param('code');
    const code = /^[\w-]{1,10}$/.exec(asked)?.[0];
    // The page, opened here, looks for its files beside itself: it cannot know what a proxy has put before the path.
    if (code === undefined) return file(request, `/${asked}`);
    // Whoever scanned it needs to know what to type, on the machine where they do the workshop.
    if (request.req.header('Accept')?.includes('text/html') && pages.has('/')) return file(request, '/');
    return request.text(`pilotage join ${addressHere(request, behindProxy)}${paths.invitation}/${code}\n`);
  });
  app.get('*', compress(), (request) => file(request, request.req.path));
  return { app, close: () => presence.close() };
}

/** Everything that the page needs is here, and it is nobody's to embed. */
const headers = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  crossOriginResourcePolicy: 'same-origin',
};

/** Where whoever asks has found this server. */
function addressHere({ req }: Request, behindProxy: boolean): string {
  const said = (name: string) => (behindProxy ? req.header(name) : undefined);
  const scheme = said('X-Forwarded-Proto') ?? new URL(req.url).protocol.slice(0, -1);
  const folder = said('X-Forwarded-Prefix')?.replace(/\/*$/, '') ?? '';
  return `${scheme}://${hostOf(req, behindProxy)}${folder}`;
}

function hostOf(req: Request['req'], behindProxy: boolean): string {
  return (behindProxy && req.header('X-Forwarded-Host')) || (req.header('Host') ?? '');
}

/** A page of another site sent it. Programs say nothing of an origin. */
function isFromElsewhere({ req }: Request, behindProxy: boolean): boolean {
  const site = req.header('Sec-Fetch-Site');
  // A link to the room's page is not an attack.
  if (site === 'cross-site' && req.header('Sec-Fetch-Mode') !== 'navigate') return true;
  const origin = req.header('Origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== hostOf(req, behindProxy);
}
