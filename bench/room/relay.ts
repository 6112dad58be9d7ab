import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a link does to what goes through it. */
export interface Link {
  /** Milliseconds that a packet takes, each way. */
  readonly delay?: number;
  /** The share of packets that are lost: each is sent again after `resent`, and what follows it waits. */
  readonly loss?: number;
  readonly resent?: number;
}

export interface Relay extends AsyncDisposable {
  readonly port: number;
  /** Connections that were made through it. */
  readonly made: number;
  /** From now on, new connections go to these ports in turn; to the next one where nothing listens. */
  to(...ports: number[]): void;
}

/** What a packet of Ethernet holds. */
const packet = 1_400;
/** What a connection may have under way before its sender has to wait. */
const window = 256 * 1024;

/** Loopback with a bad link, or with a load balancer, in the middle. */
export async function startRelay(ports: readonly number[], link: Link = {}): Promise<Relay> {
  let targets = [...ports];
  let made = 0;
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const turn = made++;
    void (async () => {
      near.on('error', () => {});
      open.add(near.once('close', () => open.delete(near)));
      // A handshake goes there and back before anything is sent.
      if (link.delay) await sleep(2 * link.delay);
      const far = await reach(targets.map((_, index) => targets[(turn + index) % targets.length] as number));
      if (!far) {
        near.destroy();
        return;
      }
      open.add(far.once('close', () => open.delete(far)));
      carry(near, far, link);
      carry(far, near, link);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    get made() {
      return made;
    },
    to(...next) {
      targets = next;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** A connection to the first of these ports that answers. */
async function reach(ports: readonly number[]): Promise<Socket | undefined> {
  for (const port of ports) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.on('error', () => {});
    const answered = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    if (answered) return socket;
  }
  return undefined;
}

function carry(from: Socket, to: Socket, link: Link): void {
  if (!link.delay && !link.loss) {
    from.pipe(to);
    from.once('close', () => to.destroySoon());
    return;
  }
  const queue: { part: Buffer; due: number }[] = [];
  let underWay = 0;
  let due = 0;
  let isWaiting = false;
  const passIn = (ms: number) => {
    if (!isWaiting) setTimeout(pass, ms);
    isWaiting = true;
  };
  const pass = () => {
    isWaiting = false;
    while (queue[0] && queue[0].due <= Date.now()) {
      const { part } = queue.shift() as { part: Buffer };
      underWay -= part.length;
      if (to.writable) to.write(part);
    }
    if (underWay < window) from.resume();
    if (queue[0]) passIn(queue[0].due - Date.now());
    else if (from.destroyed || from.readableEnded) to.destroySoon();
  };
  from.on('data', (chunk: Buffer) => {
    for (let start = 0; start < chunk.length; start += packet) {
      const part = chunk.subarray(start, start + packet);
      const lost = Math.random() < (link.loss ?? 0) ? (link.resent ?? 0) : 0;
      due = Math.max(due, Date.now() + (link.delay ?? 0) + lost);
      queue.push({ part, due });
      underWay += part.length;
    }
    if (underWay >= window) from.pause();
    passIn((queue[0]?.due ?? 0) - Date.now());
  });
  from.once('close', () => passIn(link.delay ?? 0));
}
