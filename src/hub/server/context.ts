import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { protocolVersion } from '../protocol/protocol.ts';
import type { Attempts } from './attempts.ts';
import type { Budget } from './budget.ts';
import type { Bearer, RoomKeys } from './keys.ts';
import type { Presence } from './presence.ts';
import { Refused } from './refused.ts';
import type { Room } from './room.ts';

/** What the routes of a room's server share. */
export interface Desk {
  readonly room: Room;
  readonly keys: RoomKeys;
  readonly presence: Presence;
  readonly attempts: Attempts;
  readonly budget: Budget;
  /** The proxy before this server says whose request it is. */
  readonly behindProxy: boolean;
}

interface Env {
  Bindings: HttpBindings;
}
export type App = Hono<Env>;
export type Request = Context<Env>;

/** Where a request comes from: what a proxy before us added last, where there is one, and else the other end. */
export function addressOf(request: Request, { behindProxy }: Pick<Desk, 'behindProxy'>): string {
  const forwarded = behindProxy
    ? request.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim()
    : undefined;
  return forwarded || (request.env.incoming.socket.remoteAddress ?? '');
}

/** Whose token a request has; undefined where it has none. @throws Refused where it is nobody's */
export function bearerOf(request: Request, { keys }: Pick<Desk, 'keys'>): Bearer | undefined {
  const header = request.req.header('Authorization');
  if (header === undefined) return undefined;
  const bearer = keys.bearerOf(/^Bearer ([\w.-]{1,200})$/.exec(header)?.[1] ?? '');
  if (!bearer) throw new Refused('wrong-token');
  return bearer;
}

/** The same, of one of these. @throws Refused */
export function bearerAs<Role extends Bearer['role']>(
  request: Request,
  desk: Pick<Desk, 'keys'>,
  allowed: readonly Role[],
): Extract<Bearer, { role: Role }> {
  const bearer = bearerOf(request, desk);
  if (!bearer) throw new Refused('wrong-token');
  if (!(allowed as readonly string[]).includes(bearer.role)) throw new Refused('not-allowed');
  return bearer as Extract<Bearer, { role: Role }>;
}

/** The body of a request. @throws Refused where it is not what it should be */
export async function bodyOf<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  // A page of another site can send a form, or plain text, without asking; not this.
  if (!/^application\/json\b/i.test(request.req.header('Content-Type') ?? '')) throw new Refused('malformed');
  let value: unknown;
  try {
    value = await request.req.json();
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused('malformed');
  }
  const version = typeof value === 'object' && value !== null && 'v' in value ? value.v : undefined;
  if (version !== protocolVersion) throw new Refused('unknown-version');
  const { data, error } = schema.safeParse(value);
  if (error) throw new Refused('malformed');
  return data as z.output<Schema>;
}
