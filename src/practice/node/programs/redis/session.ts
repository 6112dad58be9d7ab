import type { Duplex } from 'node:stream';
import { arityError } from './commands/command.ts';
import type { Engine } from './engine.ts';
import { describeServer } from './info.ts';
import { bytesOf } from './memory.ts';
import {
  array,
  bulk,
  createCommandReader,
  encodeReply,
  failure,
  integer,
  ok,
  ProtocolError,
  type Reply,
  status,
} from './resp.ts';

export interface ServerFacts {
  readonly version: string;
  readonly port: number;
  readonly startedAt: number;
  readonly password: string | undefined;
  readonly now: () => number;
  clients: number;
  served: number;
  connections: number;
  /** Writes the data to disk. */
  save(): void;
  shutdown(): void;
}

/** Serves one client until it goes. */
export function serveClient(connection: Duplex, engine: Engine, facts: ServerFacts): void {
  const read = createCommandReader();
  const state: ClientState = { database: 0, isKnown: facts.password === undefined, queue: undefined };
  facts.clients += 1;
  facts.connections += 1;
  connection.once('close', () => {
    facts.clients -= 1;
  });
  connection.on('error', () => connection.destroy());
  connection.on('end', () => connection.end());
  connection.on('data', (data: Buffer) => {
    let answers = '';
    let isOver = false;
    try {
      for (const words of read(data.toString('latin1'))) {
        facts.served += 1;
        answers += encodeReply(answer(words, state, engine, facts));
        isOver = words[0]?.toUpperCase() === 'QUIT';
        if (isOver) break;
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      answers += encodeReply(failure(`ERR Protocol error: ${error.message}`));
      isOver = true;
    }
    if (isOver) connection.end(answers, 'latin1');
    else if (answers !== '') connection.write(answers, 'latin1');
  });
}

interface ClientState {
  database: number;
  isKnown: boolean;
  /** What came since MULTI. */
  queue: string[][] | undefined;
}

function answer(words: string[], state: ClientState, engine: Engine, facts: ServerFacts): Reply {
  const [given = '', ...args] = words;
  const name = given.toUpperCase();
  if (!state.isKnown && name !== 'AUTH' && name !== 'QUIT') return failure('NOAUTH Authentication required.');
  if (state.queue && !['EXEC', 'DISCARD', 'MULTI', 'QUIT'].includes(name)) {
    state.queue.push(words);
    return status('QUEUED');
  }
  const command = engine.command(name);
  if (command) return engine.run(name, command, state.database, args);
  const own = Object.hasOwn(clientCommands, name) ? clientCommands[name] : undefined;
  if (own) return own(args, state, engine, facts);
  const shown = args.map((arg) => `'${arg.slice(0, 128)}' `).join('');
  return failure(`ERR unknown command '${given.slice(0, 128)}', with args beginning with: ${shown}`);
}

type ClientCommand = (args: string[], state: ClientState, engine: Engine, facts: ServerFacts) => Reply;

const clientCommands: Record<string, ClientCommand> = {
  PING: ([text]) => (text === undefined ? status('PONG') : bulk(text)),
  ECHO: ([text]) => (text === undefined ? arityError('ECHO') : bulk(text)),
  QUIT: () => ok,
  SELECT: ([number], state, engine) => {
    const wanted = Number(number);
    if (!Number.isInteger(wanted)) return failure('ERR value is not an integer or out of range');
    if (!engine.databases[wanted]) return failure('ERR DB index is out of range');
    state.database = wanted;
    return ok;
  },
  AUTH: (args, state, _engine, { password }) => {
    if (password === undefined) {
      return failure(
        'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      );
    }
    if (args.at(-1) !== password)
      return failure('WRONGPASS invalid username-password pair or user is disabled.');
    state.isKnown = true;
    return ok;
  },
  HELLO: ([version]) =>
    version === undefined || version === '2' ? array([]) : failure('NOPROTO unsupported protocol version'),
  CLIENT: ([what = '']) =>
    /^(SETNAME|SETINFO)$/i.test(what) ? ok : what.toUpperCase() === 'ID' ? integer(1) : bulk(''),
  COMMAND: ([what = ''], _state, engine) =>
    what.toUpperCase() === 'COUNT' ? integer(engine.commandCount) : array([]),
  CONFIG: ([what = '', name = '', value], _state, engine) => {
    const isLimit = name.toLowerCase() === 'maxmemory';
    if (what.toUpperCase() === 'GET')
      return array(isLimit ? [bulk('maxmemory'), bulk(String(engine.memoryLimit))] : []);
    if (!isLimit) return ok;
    const bytes = bytesOf(value ?? '');
    if (bytes === undefined) {
      return failure(
        "ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value",
      );
    }
    engine.memoryLimit = bytes;
    return ok;
  },
  INFO: ([section], _state, engine, facts) => bulk(describeServer(section, engine, facts)),
  TIME: (_args, _state, _engine, { now }) =>
    array([bulk(String(Math.floor(now() / 1000))), bulk(String((now() % 1000) * 1000))]),
  FLUSHALL: (_args, _state, engine) => {
    for (const database of engine.databases) database.clear();
    engine.changes += 1;
    return ok;
  },
  SAVE: (_args, _state, _engine, facts) => {
    facts.save();
    return ok;
  },
  BGSAVE: (_args, _state, _engine, facts) => {
    facts.save();
    return status('Background saving started');
  },
  SHUTDOWN: (_args, _state, _engine, facts) => {
    facts.shutdown();
    return ok;
  },
  MULTI: (_args, state) => {
    if (state.queue) return failure('ERR MULTI calls can not be nested');
    state.queue = [];
    return ok;
  },
  DISCARD: (_args, state) => {
    if (!state.queue) return failure('ERR DISCARD without MULTI');
    state.queue = undefined;
    return ok;
  },
  EXEC: (_args, state, engine, facts) => {
    const { queue } = state;
    if (!queue) return failure('ERR EXEC without MULTI');
    state.queue = undefined;
    return array(queue.map((words) => answer(words, state, engine, facts)));
  },
};
