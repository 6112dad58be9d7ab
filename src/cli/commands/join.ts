import { userInfo } from 'node:os';
import { NotReadyError, UsageError } from '../../base/errors.ts';
import { shellWord } from '../../base/quote.ts';
import { RefusedByRoom, RoomUnreachable } from '../../hub/client/ask.ts';
import { askForPlace, type Invitation, invitationOf, invitationUrl } from '../../hub/client/join.ts';
import {
  keepMembership,
  type Membership,
  membershipFile,
  readMembership,
} from '../../hub/client/membership.ts';
import { limits } from '../../hub/protocol/protocol.ts';
import { oneLine } from '../../hub/protocol/text.ts';
import { loadLesson } from '../../lesson/load.ts';
import { stateHome } from '../../runner/home.ts';
import { lessonDir } from '../lessons.ts';
import type { ScreenOptions } from './screen-options.ts';
import { goThrough } from './start.ts';

/** What OpenSSL calls it. */
const untrusted: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

export interface JoinOptions extends ScreenOptions {
  readonly name?: string;
  readonly server?: string;
  readonly lesson?: string;
  readonly yesReally?: string;
}

/** Goes through the workshop of an instructor's room, together with everybody else there. */
export async function joinCommand(typed: string, options: JoinOptions): Promise<void> {
  const invitation = invitationOf(typed, options.server ?? process.env.PILOTAGE_SERVER);
  if (!invitation) {
    throw new UsageError(
      `"${typed}" is neither the address of a room nor a join code whose server is known.`,
      'The instructor has an address such as http://192.168.1.20:8417/j/K7M-3QX; with the code alone, add --server http://192.168.1.20:8417',
    );
  }
  const membership = await memberOf(invitation, options.name);
  const { lesson: about } = membership;
  const lesson = await loadLesson(await dirOf(about.id, options.lesson));
  if (lesson.id !== about.id)
    throw new UsageError(
      `The class goes through "${about.id}", not "${lesson.id}".`,
      'Name its folder with --lesson.',
    );
  if (lesson.file.version !== about.version) {
    process.stderr.write(
      `Your ${lesson.id} is version ${lesson.file.version}, the instructor's ${about.version}: steps may differ.\n`,
    );
  }
  const { name: _, server: __, lesson: ___, ...screen } = options;
  await goThrough(lesson, screen, { membership, again: commandFor(invitation, options.lesson) });
}

/** What brings the learner back, whatever was typed this time. */
function commandFor(invitation: Invitation, folder: string | undefined): string {
  const command = `pilotage join ${invitationUrl(invitation)}`;
  return folder === undefined ? command : `${command} --lesson ${shellWord(folder)}`;
}

/** What the room gave this learner when they came first; else they come now. */
async function memberOf(invitation: Invitation, wanted: string | undefined): Promise<Membership> {
  const file = membershipFile(stateHome(), invitation.server, invitation.code);
  const kept = readMembership(file);
  if (kept) return kept;
  const name = oneLine(wanted ?? userInfo().username, limits.name);
  if (name === '') throw new UsageError('A name needs at least one letter.', 'Say --name Anna.');
  try {
    const membership = await askForPlace(invitation, name);
    keepMembership(file, membership);
    return membership;
  } catch (error) {
    throw explained(error, invitation);
  }
}

function explained(error: unknown, { server, code }: Invitation): unknown {
  const cause = { cause: error };
  if (error instanceof RoomUnreachable && untrusted.includes(error.message)) {
    return new NotReadyError(
      `the room at ${server.origin} has a certificate of an authority that this machine does not know: ${error.message}`,
      "Ask the instructor for the authority's file, and name it: NODE_EXTRA_CA_CERTS=ca.pem pilotage join …",
      cause,
    );
  }
  if (error instanceof RoomUnreachable) {
    return new NotReadyError(
      `the room at ${server.origin} cannot be reached: ${error.message}`,
      'Ask the instructor for its address. You can begin with pilotage start meanwhile: what you do is sent when you join.',
      cause,
    );
  }
  if (!(error instanceof RefusedByRoom)) return error;
  switch (error.reason) {
    case 'wrong-code':
      return new UsageError(
        `${code} is not the join code of this room.`,
        'Ask the instructor to show it.',
        cause,
      );
    case 'locked-out':
      return new NotReadyError(
        'too many wrong join codes came from your network',
        `Try again in ${error.wait ?? 60} seconds.`,
        cause,
      );
    case 'room-ended':
      return new NotReadyError('this class is over', 'pilotage start goes through its workshop.', cause);
    case 'unknown-version':
      return new NotReadyError(
        "the room speaks another version of pilotage's protocol",
        "Use the instructor's version of pilotage.",
        cause,
      );
    default:
      return new NotReadyError(`the room does not let you in: ${error.reason}`, 'Ask the instructor.', cause);
  }
}

async function dirOf(id: string, folder: string | undefined): Promise<string> {
  if (folder !== undefined) return lessonDir(folder);
  try {
    return await lessonDir(id);
  } catch {
    throw new UsageError(
      `The class goes through "${id}", which is not one of the workshops that ship.`,
      'Get its folder from the instructor, and name it: pilotage join … --lesson FOLDER',
    );
  }
}
