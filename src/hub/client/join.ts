import { paths, protocolVersion } from '../protocol/protocol.ts';
import { joinResponse } from '../protocol/requests.ts';
import { ask } from './ask.ts';
import type { Membership } from './membership.ts';

/** Where a room is and what opens it, as `https://host:port/j/K7M-3QX` says both. */
export interface Invitation {
  readonly server: URL;
  readonly code: string;
}

const codeShape = /^[0-9A-Za-z]{3}-?[0-9A-Za-z]{3}$/;

/** An invitation out of what was typed: a URL, or a code where it is known which server that is of. */
export function invitationOf(typed: string, server: string | undefined): Invitation | undefined {
  const isCode = codeShape.test(typed);
  const text = isCode ? server : typed;
  if (text === undefined) return undefined;
  const address = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const code = isCode ? typed : (/^\/j\/([^/]+)\/?$/.exec(url.pathname)?.[1] ?? '');
  return codeShape.test(code) ? { server: new URL(url.origin), code: code.toUpperCase() } : undefined;
}

/** Asks for a place in a room. @throws RefusedByRoom, RoomUnreachable */
export async function askForPlace({ server, code }: Invitation, name: string): Promise<Membership> {
  const body = { v: protocolVersion, code, name };
  const { room, learner, token, lesson } = await ask(new URL(paths.join, server), { body }, joinResponse);
  return { server: server.origin, room, learner, token, name, lesson };
}
