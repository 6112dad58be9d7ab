import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/**
 * As much of Redis as the application uses. It answers a byte at a time, as a network may, and it understands
 * commands by their lengths alone, so that binary values are what was sent.
 */
export class Redis {
  readonly url: string;
  readonly numbers = new Map<string, number>();
  readonly hashes = new Map<string, Map<string, Buffer>>();
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.server = server;
    this.url = `redis://127.0.0.1:${port}`;
    server.on('connection', (socket) => this.serve(socket));
  }

  static async start(port = 0): Promise<Redis> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new Redis(server, (server.address() as { port: number }).port);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.setNoDelay();
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      for (let words = take(received); words; words = take(received)) {
        received = received.subarray(words.end);
        for (const byte of this.answer(words.words)) socket.write(byte);
      }
    });
  }

  private answer([command, key, ...rest]: Buffer[]): string {
    const name = String(key);
    const hash = this.hashes.get(name) ?? new Map<string, Buffer>();
    const number = this.numbers.get(name);
    switch (String(command)) {
      case 'INCRBY': {
        const sum = (number ?? 0) + Number(rest[0]);
        this.numbers.set(name, sum);
        return `:${sum}\r\n`;
      }
      case 'HSET':
        this.hashes.set(name, hash.set(String(rest[0]), rest[1] ?? Buffer.alloc(0)));
        return ':1\r\n';
      case 'HLEN':
        return `:${hash.size}\r\n`;
      case 'GET':
        return number === undefined ? '$-1\r\n' : `$${String(number).length}\r\n${number}\r\n`;
      default:
        return `-ERR unknown command '${command}'\r\n`;
    }
  }
}

/** The first whole command of what was received, and where it ends. */
function take(bytes: Buffer): { words: Buffer[]; end: number } | undefined {
  const words: Buffer[] = [];
  let at = 0;
  const number = () => {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return -1;
    const value = Number(bytes.toString('latin1', at + 1, end));
    at = end + 2;
    return value;
  };
  const count = number();
  if (count < 0) return undefined;
  for (let word = 0; word < count; word += 1) {
    const length = number();
    if (length < 0 || at + length + 2 > bytes.length) return undefined;
    words.push(bytes.subarray(at, at + length));
    at += length + 2;
  }
  return { words, end: at };
}
