import { encode } from 'uqr';
import { paths } from '../../hub/protocol/protocol.ts';
import type { OpenRoom } from './open-room.ts';

/** The address that lets a learner in: it has the join code. */
export function joinUrl(address: string, code: string): string {
  return `${address}${paths.invitation}/${code}`;
}

/** What opens the room's page for a role: the token stands behind the #, which no browser sends anywhere. */
export function pageUrl(address: string, token: string): string {
  return `${address}/#${token}`;
}

/** A QR code as lines of half blocks, light on a dark ground and the other way round alike. */
export function qrLines(text: string): string[] {
  const { data, size } = encode(text, { border: 1 });
  return Array.from({ length: Math.ceil(size / 2) }, (_, row) =>
    Array.from({ length: size }, (__, column) => {
      const upper = data[2 * row]?.[column] ?? false;
      const lower = data[2 * row + 1]?.[column] ?? false;
      return upper ? (lower ? ' ' : '▄') : lower ? '▀' : '█';
    }).join(''),
  );
}

/** All that an instructor needs to let others in, as lines. */
export function invitationLines({ server, record, addresses, keep }: OpenRoom): string[] {
  const { keys } = server;
  const [address = ''] = addresses;
  return [
    `Room        ${record.room}`,
    `Join code   ${keys.code}`,
    ...addresses.map((one) => `Learners    pilotage join ${joinUrl(one, keys.code)}`),
    `Instructor  ${pageUrl(address, keys.tokenOf('instructor'))}`,
    `Assistants  ${pageUrl(address, keys.tokenOf('assistant'))}`,
    `Projector   ${pageUrl(address, keys.tokenOf('projector'))}`,
    `Kept        ${keep} days after the last that is heard, then deleted (--keep)`,
    `Afterwards  pilotage report ${record.room}`,
  ];
}
