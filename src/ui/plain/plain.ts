import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Session } from '../../runner/session.ts';
import type { ClassRoom } from '../run/room/class-room.ts';
import type { Tour } from '../tour.ts';
import { PlainRun } from './plain-run.ts';

/** What the learner chose, and what only the command line can do. */
export interface PlainChoices {
  /** Told first, where it was not told before. */
  readonly tour?: Tour | undefined;
  /** The step to go to first. */
  readonly at?: string | undefined;
  /** The room that the run is a part of. */
  readonly room?: ClassRoom | undefined;
  /** Told before the run is left, that it is to be forgotten and begun anew. */
  readonly startOver?: (() => void) | undefined;
}

/** A terminal or a pipe, written to and read from in lines. */
export interface PlainTerminal {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly answers: AsyncIterator<string>;
  /** Somebody types at a terminal, which shows what they type; and a shell can have it. */
  readonly echoes: boolean;
  readonly write: (text: string) => void;
  /** Reads no more. */
  readonly close: () => void;
}

/** Opens it, once: what a pipe brings is read ahead, and a run that is begun anew goes on reading where the last one was. */
export function openPlain(input: Readable, output: Writable): PlainTerminal {
  const lines = createInterface({ input, terminal: false });
  // Whoever reads may go away first, as `head` does: then there is nobody left to tell anything.
  let gone = false;
  output.on('error', () => {
    gone = true;
    lines.close();
  });
  return {
    pause: () => lines.pause(),
    resume: () => lines.resume(),
    // From now on, or lines that come before the first question would be lost.
    answers: lines[Symbol.asyncIterator](),
    echoes: 'isTTY' in input && input.isTTY === true,
    write: (text) => {
      if (!gone) output.write(text);
    },
    close: () => lines.close(),
  };
}

/**
 * A run as lines of text, answered by lines of text: the letters of the screen's keys, an empty line for Enter. Ends
 * when the learner leaves, when the workshop is finished, or with its input.
 */
export async function runPlain(
  session: Session,
  terminal: PlainTerminal,
  choices: PlainChoices = {},
): Promise<void> {
  const run = new PlainRun(session, terminal, choices);
  try {
    await run.toItsEnd();
  } finally {
    run.close();
  }
}
