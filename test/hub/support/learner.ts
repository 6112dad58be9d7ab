import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Event } from '../../../src/engine/events.ts';
import { askForPlace } from '../../../src/hub/client/join.ts';
import { RoomLink } from '../../../src/hub/client/link.ts';
import { Journal } from '../../../src/runner/journal.ts';
import { Masker } from '../../../src/runner/secrets/masker.ts';
import { type OpenRoom, started } from './room.ts';

export interface TestLearner {
  readonly run: string;
  readonly link: RoomLink;
  write(event: Event): void;
  /** A second program on the same journal, after the first one was killed: it knows what is on the disk. */
  comeBack(): Promise<RoomLink>;
  /** Resolves once something is so of the link. */
  until(isSo: (link: RoomLink) => boolean): Promise<void>;
}

/** What somebody needs to know of a room to come in. */
type Door = Pick<OpenRoom, 'url'> & { readonly server: { readonly keys: { readonly code: string } } };

/** A learner's own program, as far as the room is concerned, with a journal that is written by the test. */
export async function learner(room: Door, name: string, url = room.url): Promise<TestLearner> {
  const folder = mkdtempSync(join(tmpdir(), 'pilotage-learner-'));
  const run = crypto.randomUUID();
  const files = { journal: join(folder, 'journal.jsonl'), mark: join(folder, 'room.json') };
  const { journal } = Journal.open(files.journal);
  const write = (event: Event) => {
    journal.append(event, new Date());
    link.poke();
  };
  const invitation = { server: new URL(room.url), code: room.server.keys.code };
  const membership = { ...(await askForPlace(invitation, name)), server: url };
  journal.append(started(run) as Event, new Date());
  const masker = new Masker({ secrets: [], variables: {} });
  const open = () => new RoomLink({ ...files, membership, run, mask: () => (text) => masker.mask(text) });
  let link = open();
  onTestFinished(async () => {
    await link.close(0);
    journal.close();
    rmSync(folder, { recursive: true });
  });
  return {
    run,
    get link() {
      return link;
    },
    write,
    async comeBack() {
      await link.close(0);
      link = open();
      return link;
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const end = link.subscribe(() => check());
        const check = () => {
          if (!isSo(link)) return;
          end();
          resolve();
        };
        check();
      }),
  };
}
