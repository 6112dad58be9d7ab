import { arityError, type Call, type Command, CommandError, type Commands } from './commands/command.ts';
import { hashes } from './commands/hashes.ts';
import { keys } from './commands/keys.ts';
import { lists } from './commands/lists.ts';
import { sets } from './commands/sets.ts';
import { strings } from './commands/strings.ts';
import { Database, WrongType } from './dataset.ts';
import { isTooMuch } from './memory.ts';
import { failure, type Reply } from './resp.ts';

const table: Commands = { ...strings, ...hashes, ...lists, ...sets, ...keys };

/** As many as Redis has by default. */
const databaseCount = 16;

/** The data of a server, and the commands that only concern data. */
export interface Engine {
  readonly databases: readonly Database[];
  command(name: string): Command | undefined;
  readonly commandCount: number;
  run(name: string, command: Command, database: number, args: readonly string[]): Reply;
  /** Changes since the last save. */
  changes: number;
  /** `maxmemory`, in bytes; 0 is no limit. */
  memoryLimit: number;
}

export function createEngine(now: () => number): Engine {
  const databases = Array.from({ length: databaseCount }, () => new Database(now));
  const engine: Engine = {
    databases,
    changes: 0,
    memoryLimit: 0,
    commandCount: Object.keys(table).length,
    command: (name) => (Object.hasOwn(table, name) ? table[name] : undefined),
    run(name, command, database, args) {
      const words = args.length + 1;
      if (command.arity > 0 ? words !== command.arity : words < -command.arity) return arityError(name);
      if (command.writes && isTooMuch(name, engine.memoryLimit, databases)) {
        return failure("OOM command not allowed when used memory > 'maxmemory'.");
      }
      const db = databases[database];
      if (!db) return failure('ERR DB index is out of range');
      try {
        const call: Call = { db, args, now };
        const reply = command.run(call);
        if (command.writes) engine.changes += 1;
        return reply;
      } catch (error) {
        if (error instanceof CommandError || error instanceof WrongType) return failure(error.message);
        throw error;
      }
    },
  };
  return engine;
}
