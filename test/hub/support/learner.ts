import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** A learner's own program, as far as the room is concerned, with a journal that is written by the test. */
export async function learner(room: OpenRoom, name: string, url = room.url): Promise<TestLearner> {
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

/** A network before a server that loses requests, or their answers, as `loses` says of each by its number. */
export async function badNetwork(
  url: string,
  loses: (number: number) => 'request' | 'answer' | undefined,
): Promise<string> {
  let number = 0;
  const proxy = createServer((incoming, outgoing) => {
    const lost = loses(number++);
    if (lost === 'request') return void incoming.socket.destroy();
    const { method, headers } = incoming;
    const forwarded = request(url + incoming.url, { method, headers }, (answer) => {
      if (lost === 'answer') return void incoming.socket.destroy();
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      outgoing.on('close', () => answer.destroy());
    });
    forwarded.on('error', () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
