import { paths, protocolVersion } from '../protocol/protocol.ts';
import { joinResponse } from '../protocol/requests.ts';
import { ask, urlOf } from './ask.ts';
import type { Membership } from './membership.ts';

/** Where a room is and what opens it, as `https://host:port/j/K7M-3QX` says both. */
export interface Invitation {
  /** Ends in a slash: a proxy may have put the room below a path of its own. */
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
  const { origin, pathname } = new URL(address);
  if (isCode) return invitation(origin, pathname, typed);
  const [, folder = '', code = ''] = /^(.*)\/j\/([^/]+)\/?$/.exec(pathname) ?? [];
  return codeShape.test(code) ? invitation(origin, folder, code) : undefined;
}

function invitation(origin: string, folder: string, code: string): Invitation {
  return { server: new URL(`${origin}${folder.replace(/\/*$/, '')}/`), code: code.toUpperCase() };
}

/** What is typed after `pilotage join`. */
export function invitationUrl({ server, code }: Invitation): string {
  return urlOf(server, `${paths.invitation}/${code}`).href;
}

/** Asks for a place in a room. @throws RefusedByRoom, RoomUnreachable */
export async function askForPlace({ server, code }: Invitation, name: string): Promise<Membership> {
  const body = { v: protocolVersion, code, name };
  const { room, learner, token, lesson } = await ask(urlOf(server, paths.join), { body }, joinResponse);
  return { server: server.href, room, learner, token, name, lesson };
}
