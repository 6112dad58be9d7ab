import { paths, protocolVersion } from '../protocol/protocol.ts';
import type { CommandRequest, Refusal } from '../protocol/requests.ts';
import { urlOf } from './here.ts';

type WithoutVersion<Request> = Request extends unknown ? Omit<Request, 'v'> : never;
export type Command = WithoutVersion<CommandRequest>;

/** How it went: done, refused by the room, or not heard. */
export type Outcome = 'done' | 'away' | Refusal;

const patience = 10_000;

/** Asks the room for something. What has an id may be sent again as it is: it is done once. */
export async function send(token: string, command: Command): Promise<Outcome> {
  try {
    const response = await fetch(urlOf(paths.commands), {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ v: protocolVersion, ...command }),
      signal: AbortSignal.timeout(patience),
    });
    if (response.ok) return 'done';
    const { error } = (await response.json()) as { error?: Refusal };
    return error ?? 'away';
  } catch {
    return 'away';
  }
}

/** Whether two ask for the same, whatever their ids. */
export function isSame(one: Command, other: Command): boolean {
  const said = (command: Command) => JSON.stringify({ ...command, id: '' });
  return said(one) === said(other);
}

/** Browsers have `randomUUID` only over TLS, and a room in a classroom may do without. */
export function freshId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
