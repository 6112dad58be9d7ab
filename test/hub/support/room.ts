import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { onTestFinished } from 'vitest';
import type { Snapshot } from '../../../src/hub/protocol/log-stream.ts';
import { paths } from '../../../src/hub/protocol/protocol.ts';
import type { JoinResponse } from '../../../src/hub/protocol/requests.ts';
import type { RoomLesson } from '../../../src/hub/protocol/room-events.ts';
import type { Notice } from '../../../src/hub/server/app.ts';
import { type RoomServer, type ServeOptions, serveRoom } from '../../../src/hub/server/serve.ts';
import { SqliteLog } from '../../../src/hub/store/sqlite.ts';

/** Three steps: one to read, and two with a command and a check. */
export const lesson: RoomLesson = {
  id: 'harbour',
  version: '1.0.0',
  titles: { en: 'Harbour', fr: 'Le port' },
  steps: [
    { id: 'look', titles: { en: 'Look' } },
    { id: 'build', titles: { en: 'Build' } },
    { id: 'sail', titles: { en: 'Sail' } },
  ],
};

const plan = [
  { id: 'look', applies: true, command: false, untilChecks: false, looks: false, checks: [] },
  { id: 'build', applies: true, command: true, untilChecks: false, looks: false, checks: [false] },
  { id: 'sail', applies: true, command: true, untilChecks: false, looks: false, checks: [false] },
];

type Told = Record<string, unknown> & { type: string };

/** The first event of a run, and others, as a learner's program sends them. */
export function started(run: string, steps?: readonly string[]): Told {
  const own = steps?.map((id) => ({ ...plan[1], id, checks: [] })) ?? plan;
  return told({
    type: 'run-started',
    run,
    ...{ lesson: 'harbour', version: '1.0.0', cluster: 'practice', language: 'en', plan: own },
  });
}

export function told(event: Told): Told {
  return { at: new Date().toISOString(), ...event };
}

export interface OpenRoom {
  readonly server: RoomServer;
  readonly url: string;
  /** What `PILOTAGE_HOME` is, for a program that is to find the room there. */
  readonly home: string;
  readonly notices: Notice[];
  /** POST JSON. */
  post(path: string, body: unknown, token?: string, headers?: Record<string, string>): Promise<Response>;
  get(path: string, token?: string, headers?: Record<string, string>): Promise<Response>;
  join(name: string, run?: string, lesson?: string): Promise<JoinResponse & { run: string }>;
  send(learner: { token: string; run: string }, first: number, events: Told[]): Promise<Response>;
  command(body: Record<string, unknown>): Promise<Response>;
  state(token?: string): Promise<Snapshot>;
  /** Server-sent events of a path, until the test is over. */
  listen(path: string, token: string, headers?: Record<string, string>): Promise<Listening>;
  /** Stops the server as a kill would, and starts another one on the same log and port. */
  restart(): Promise<void>;
}

export interface Listening {
  readonly response: Response;
  /** Resolves to the first event, heard already or still to come, that is as wanted. */
  until(isWanted: (event: EventSourceMessage) => boolean): Promise<EventSourceMessage>;
  close(): void;
}

/** A room on a real server with a log of its own, until the test is over. */
export async function openRoom(options: Partial<ServeOptions> = {}): Promise<OpenRoom> {
  const home = mkdtempSync(join(tmpdir(), 'pilotage-room-'));
  const folder = join(home, 'rooms');
  mkdirSync(folder);
  const notices: Notice[] = [];
  let log = SqliteLog.open(join(folder, 'rooms.db'));
  const serve = (port: number) =>
    serveRoom({
      ...{ log, lesson, room: 'harbour-1', secret: 'kept', host: '127.0.0.1', port, behindProxy: false },
      pages: new Map(),
      notice: (notice) => notices.push(notice),
      ...options,
    });
  let server = await serve(0);
  const url = `http://127.0.0.1:${server.port}`;
  onTestFinished(async () => {
    await server.close();
    await log.close();
    rmSync(home, { recursive: true });
  });

  const withToken = (token?: string) => (token ? { Authorization: `Bearer ${token}` } : undefined);
  const room: OpenRoom = {
    get server() {
      return server;
    },
    url,
    home,
    notices,
    post: (path, body, token, headers) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Connection: 'close', ...withToken(token), ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (path, token, headers) =>
      fetch(url + path, { headers: { Connection: 'close', ...withToken(token), ...headers } }),
    async join(name, run = crypto.randomUUID(), about = 'harbour') {
      const response = await room.post(paths.join, {
        ...{ v: 1, code: server.keys.code, name, run: { id: run, lesson: about } },
      });
      if (!response.ok) throw new Error(await response.text());
      return { ...((await response.json()) as JoinResponse), run };
    },
    send: ({ token, run }, first, events) =>
      room.post(paths.events, { v: 1, run, now: Date.now(), first, events }, token),
    command: (body) => room.post(paths.commands, { v: 1, ...body }, server.keys.tokenOf('instructor')),
    async state(token = server.keys.tokenOf('instructor')) {
      return (await (await room.get(paths.state, token)).json()) as Snapshot;
    },
    listen: (path, token, headers) => listen(url + path, { ...withToken(token), ...headers }),
    async restart() {
      const { port } = server;
      await server.close();
      await log.close();
      log = SqliteLog.open(join(folder, 'rooms.db'));
      server = await serve(port);
    },
  };
  return room;
}

async function listen(url: string, headers: Record<string, string>): Promise<Listening> {
  const over = new AbortController();
  onTestFinished(() => over.abort());
  const response = await fetch(url, { headers, signal: over.signal });
  const heard: EventSourceMessage[] = [];
  let tell = () => {};
  const parser = createParser({
    onEvent: (event) => {
      heard.push(event);
      tell();
    },
  });
  const decoder = new TextDecoder();
  const read = async () => {
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  // It ends with the test, or with the server.
  read().catch(() => {});
  return {
    response,
    async until(isWanted) {
      for (;;) {
        const found = heard.find(isWanted);
        if (found) return found;
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
    close: () => over.abort(),
  };
}
