import type { Duplex } from 'node:stream';
import type { Process, Program } from '../program.ts';
import { encodeCommand, type Reply, readReply } from './resp.ts';
import { showReply } from './show.ts';

interface Options {
  host: string;
  port: number;
  database: string | undefined;
  password: string | undefined;
  /** Plain for programs, or with types and quotes for people; by default, whichever reads it. */
  raw: boolean | undefined;
  words: string[];
}

/** `redis-cli [-h HOST] [-p PORT] [COMMAND…]`; without a command, one a line from standard input. */
export const redisCli: Program = async (process) => {
  const options = readOptions(process.argv.slice(1));
  if (process.argv.includes('--version') || process.argv.includes('-v')) {
    process.stdout(`redis-cli ${process.env.REDIS_VERSION ?? '7.4.6'}\n`);
    return 0;
  }
  let connection: Duplex;
  try {
    connection = await process.network.connect(options.host, options.port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOTFOUND'
        ? 'Name or service not known'
        : code === 'ETIMEDOUT'
          ? 'Connection timed out'
          : 'Connection refused';
    process.stderr(`Could not connect to Redis at ${options.host}:${options.port}: ${why}\n`);
    return 1;
  }
  const ask = asker(connection, process.signal);
  const forPeople = options.raw === undefined ? process.tty : !options.raw;
  const show: Show = (reply, [name = '']) =>
    showReply(reply, forPeople && !plainAnswers.has(name.toUpperCase()));
  try {
    if (options.password !== undefined) await ask(['AUTH', options.password]);
    if (options.database !== undefined) await ask(['SELECT', options.database]);
    if (options.words.length > 0) {
      const reply = await ask(options.words);
      process.stdout(`${show(reply, options.words)}\n`);
      return reply.kind === 'error' ? 1 : 0;
    }
    return await converse(process, options, ask, show);
  } catch {
    process.stderr('Error: Server closed the connection\n');
    return 1;
  } finally {
    connection.destroy();
  }
};

type Show = (reply: Reply, words: readonly string[]) => string;

/** What they answer is a text for people as it is. */
const plainAnswers = new Set(['INFO', 'LOLWUT']);

type Ask = (words: string[]) => Promise<Reply>;

function asker(connection: Duplex, signal: AbortSignal): Ask {
  let received = '';
  let waiting: PromiseWithResolvers<Reply> | undefined;
  connection.on('data', (data: Buffer) => {
    received += data.toString('latin1');
    const read = readReply(received);
    if (!read) return;
    received = received.slice(read.next);
    waiting?.resolve(read.reply);
  });
  const end = () => waiting?.reject(new Error('closed'));
  connection.on('close', end);
  connection.on('end', end);
  connection.on('error', () => connection.destroy());
  signal.addEventListener('abort', () => connection.destroy(), { once: true });
  return (words) => {
    waiting = Promise.withResolvers();
    connection.write(encodeCommand(words.map((word) => Buffer.from(word).toString('latin1'))), 'latin1');
    return waiting.promise;
  };
}

async function converse(process: Process, { host, port }: Options, ask: Ask, show: Show): Promise<number> {
  const prompt = process.tty ? `${host}:${port}> ` : '';
  process.stdout(prompt);
  let rest = '';
  for await (const data of process.stdin ?? []) {
    const lines = (rest + String(data)).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
        (match) => match[1] ?? match[2] ?? match[3] ?? '',
      );
      if (words.length > 0) {
        if (/^(quit|exit)$/i.test(words[0] ?? '')) return 0;
        process.stdout(`${show(await ask(words), words)}\n`);
      }
      process.stdout(prompt);
    }
  }
  return 0;
}

function readOptions(given: string[]): Options {
  const options: Options = {
    host: '127.0.0.1',
    port: 6379,
    database: undefined,
    password: undefined,
    raw: undefined,
    words: [],
  };
  const words = [...given];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-h') options.host = words.shift() ?? '';
    else if (word === '-p') options.port = Number(words.shift());
    else if (word === '-n') options.database = words.shift();
    else if (word === '-a' || word === '--pass') options.password = words.shift();
    else if (word === '--raw') options.raw = true;
    else if (word === '--no-raw') options.raw = false;
    else if (word === '--no-auth-warning') continue;
    else return { ...options, words: [word, ...words] };
  }
  return options;
}
