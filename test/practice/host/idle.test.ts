import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import {
  type AddressInfo,
  connect,
  createServer,
  type ListenOptions,
  type Server,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clock, Timer } from '../../../src/base/clock.ts';
import { whenIdle } from '../../../src/practice/host/idle.ts';

/** A clock whose time passes when the test says so. */
class HandClock implements Clock {
  readonly speed = 1;
  readonly #waiting = new Set<() => void>();

  /** Whether anything waits for time to pass. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  now = () => 0;
  sleep = async () => true;

  after(_: number, task: () => void): Timer {
    this.#waiting.add(task);
    return { cancel: () => this.#waiting.delete(task) };
  }

  pass(): void {
    for (const task of this.#waiting) task();
  }
}

let folder: string;
let ends: (() => void)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pilotage-idle-'));
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  rmSync(folder, { recursive: true });
});

async function listen(at: ListenOptions, onConnection: (socket: Socket) => void = () => {}): Promise<Server> {
  const server = createServer(onConnection).listen(at);
  await once(server, 'listening');
  ends.push(() => server.close());
  return server;
}

async function open(to: { path: string } | { port: number }): Promise<Socket> {
  const socket = connect(to);
  await once(socket, 'connect');
  ends.push(() => socket.destroy());
  return socket;
}

it('what containers say to each other keeps nothing alive', async () => {
  const path = join(folder, 'pod');
  // As the network of the pods does: a connection has the address of the pod that it comes from.
  const server = await listen({ path }, (socket) =>
    Object.defineProperty(socket, 'remoteAddress', { value: '10.244.0.1' }),
  );
  const clock = new HandClock();
  let isOver = false;
  ends.push(whenIdle(1, clock, () => (isOver = true)));
  const accepted = once(server, 'connection');
  await open({ path });
  await accepted;
  clock.pass();
  expect(isOver).toBe(true);
});

it('a tool that is connected keeps it alive, until it has gone', async () => {
  const server = await listen({ port: 0, host: '127.0.0.1' });
  const clock = new HandClock();
  let isOver = false;
  ends.push(whenIdle(1, clock, () => (isOver = true)));
  const accepted = once(server, 'connection');
  const tool = await open({ port: (server.address() as AddressInfo).port });
  const [socket] = (await accepted) as [Socket];
  expect(clock.isWaiting).toBe(false);
  tool.destroy();
  socket.destroy();
  await once(socket, 'close');
  expect(clock.isWaiting).toBe(true);
  clock.pass();
  expect(isOver).toBe(true);
});
