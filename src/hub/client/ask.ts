import type * as z from 'zod';
import { type Refusal, refusalResponse } from '../protocol/requests.ts';

/** How long a room's server may take for an answer. */
const patience = 15_000;

/** The room said no: asking again the same way will not help, unless `wait` says when. */
export class RefusedByRoom extends Error {
  readonly reason: Refusal;
  /** With `gap`: the number of the event to go on with. */
  readonly next: number | undefined;
  /** Seconds after which it may be asked again. */
  readonly wait: number | undefined;

  constructor(
    reason: Refusal,
    { next, wait }: { next?: number | undefined; wait?: number | undefined } = {},
  ) {
    super(`the room says ${reason}`);
    this.reason = reason;
    this.next = next;
    this.wait = wait;
  }
}

/** The room could not be asked, or something between answered in its place: it may be reached later. */
export class RoomUnreachable extends Error {}

/** Where a server answers for one of the room's paths: below its own, which a proxy may have made longer. */
export function urlOf(server: URL, path: string): URL {
  return new URL(path.slice(1), server);
}

/** Asks a room's server. @throws RefusedByRoom, RoomUnreachable */
export async function ask<Schema extends z.ZodType>(
  url: URL,
  { token, body, signal }: { token?: string | undefined; body: unknown; signal?: AbortSignal | undefined },
  schema: Schema,
): Promise<z.output<Schema>> {
  const limit = AbortSignal.timeout(patience);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
    const text = await response.text();
    if (!response.ok) throw refusalOf(response.status, text);
    const { data, error } = schema.safeParse(parsed(text));
    if (error) throw new RoomUnreachable('what answered is not a room of this version');
    return data as z.output<Schema>;
  } catch (error) {
    if (error instanceof RefusedByRoom || error instanceof RoomUnreachable) throw error;
    throw new RoomUnreachable(whyNot(error), { cause: error });
  }
}

/** What an answer that is not good means. A proxy's own page is not the room's word. */
export function refusalOf(status: number, text: string): RefusedByRoom | RoomUnreachable {
  const { data } = refusalResponse.safeParse(parsed(text));
  if (!data || data.error === 'not-ready') return new RoomUnreachable(`HTTP ${status}`);
  return new RefusedByRoom(data.error, data);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The machine's own word for it, which `fetch` hides in the cause. */
function whyNot(error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? message;
}
