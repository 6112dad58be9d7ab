import { join } from 'node:path';
import stripAnsi from 'strip-ansi';
import { currentStep } from '../../engine/select.ts';
import type { Help } from '../../hub/client/hand.ts';
import { RoomLink } from '../../hub/client/link.ts';
import type { Membership } from '../../hub/client/membership.ts';
import { keepPace } from '../../hub/client/pace.ts';
import { Seen } from '../../hub/client/seen.ts';
import { limits } from '../../hub/protocol/protocol.ts';
import { runFiles } from '../../runner/home.ts';
import { keptLines } from '../../runner/kept-output.ts';
import { printsSecret } from '../../runner/secrets/kubernetes.ts';
import { Masker } from '../../runner/secrets/masker.ts';
import type { Session } from '../../runner/session.ts';
import { savedVariables } from '../../shell/state-file.ts';
import type { ClassRoom } from '../../ui/run/room/class-room.ts';

/** What cannot be sent within this time when a learner leaves is sent when they come back. */
const leavePatience = 3000;

/** A learner's place in a room, and the command that takes it again. */
export interface Place {
  readonly membership: Membership;
  readonly again: string;
}

/** A room that a run takes part in, while it is open. */
export interface Company {
  readonly room: ClassRoom;
  /** Once the run is closed. @returns how many of its events the room does not have */
  leave(): Promise<number>;
}

/** Takes a run into the room that its learner is a member of. */
export function takePart(session: Session, dir: string, { membership, again }: Place): Company {
  const seen = new Seen(join(dir, 'room-seen.json'));
  const link = new RoomLink({
    membership,
    run: session.state.run,
    journal: runFiles(dir).journal,
    mark: join(dir, 'room.json'),
    mask: () => {
      const masker = maskerOf(session, dir);
      return (text) => masker.mask(text);
    },
  });
  const unsubscribe = session.subscribe(() => link.poke());
  const letGo = keepPace(session, link);
  return {
    room: {
      name: membership.name,
      again,
      get connection() {
        return link.connection;
      },
      get view() {
        return link.view;
      },
      get handUp() {
        return link.handUp;
      },
      get unsent() {
        return session.state.seq - (link.next - 1);
      },
      subscribe: (listener) => link.subscribe(listener),
      seen: (ids) => seen.add(ids),
      isSeen: (id) => seen.has(id),
      raiseHand: () => link.raiseHand(helpFor(session, maskerOf(session, dir))),
      lowerHand: () => link.lowerHand(),
    },
    async leave() {
      letGo();
      unsubscribe();
      await link.close(leavePatience);
      return session.state.seq - (link.next - 1);
    },
  };
}

function maskerOf({ lesson }: Session, dir: string): Masker {
  const { secrets = [], variables = {} } = lesson.file;
  return new Masker({ secrets, variables: { ...variables, ...savedVariables(runFiles(dir).shell) } });
}

/** What was run last at the current step, and the last of what it printed, secrets masked. */
function helpFor(session: Session, masker: Masker): Help {
  const step = currentStep(session.state);
  if (!step) return { step: null, command: '', output: [] };
  const { id } = step.plan;
  const live = session.output(id).tail(limits.outputLines);
  const output = (live.length > 0 ? live : keptLines(session.state, id).slice(-limits.outputLines)).map(
    stripAnsi,
  );
  const commands = [step.command?.command, ...step.asides.map(({ command }) => command)];
  const text = output.join('\n');
  for (const command of commands) {
    if (command === undefined) continue;
    masker.learn(command);
    if (printsSecret(command)) masker.learnLines(text);
  }
  masker.learn(text);
  const last = commands.findLast((command) => command !== undefined) ?? '';
  const masked = masker.mask(text);
  return { step: id, command: masker.mask(last), output: masked === '' ? [] : masked.split('\n') };
}
