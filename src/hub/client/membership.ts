import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import * as z from 'zod';
import { roomLesson } from '../protocol/room-events.ts';

const membership = z.object({
  server: z.url(),
  room: z.string(),
  learner: z.string(),
  token: z.string(),
  name: z.string(),
  lesson: roomLesson,
});

/** That this machine's learner is one of a room: what the room gave them when they came. */
export type Membership = z.output<typeof membership>;

/** Where it is kept, for who comes back while the room cannot be asked. */
export function membershipFile(home: string, server: URL, code: string): string {
  const name = createHash('sha256')
    .update(`${server.href.replace(/\/$/, '')} ${code}`)
    .digest('hex')
    .slice(0, 16);
  return join(home, 'rooms', 'joined', `${name}.json`);
}

export function readMembership(file: string): Membership | undefined {
  try {
    return membership.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there, or of a version that knew it otherwise: the learner comes for the first time.
    return undefined;
  }
}

export function keepMembership(file: string, kept: Membership): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileAtomic(file, JSON.stringify(kept), { mode: 0o600 });
}
