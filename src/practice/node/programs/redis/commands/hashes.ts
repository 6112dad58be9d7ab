import { array, bulk, bulks, integer, ok } from '../resp.ts';
import { type Call, CommandError, type Commands, globToRegExp, toInteger } from './command.ts';

function put({ db, args: [key = '', ...pairs] }: Call, name: string): number {
  if (pairs.length % 2 !== 0) throw new CommandError(`ERR wrong number of arguments for '${name}' command`);
  const hash = db.open(key, 'hash');
  const before = hash.size;
  for (let index = 0; index < pairs.length; index += 2) hash.set(pairs[index] ?? '', pairs[index + 1] ?? '');
  return hash.size - before;
}

export const hashes: Commands = {
  HSET: { arity: -4, writes: true, run: (call) => integer(put(call, 'hset')) },
  HMSET: {
    arity: -4,
    writes: true,
    run: (call) => {
      put(call, 'hmset');
      return ok;
    },
  },
  HSETNX: {
    arity: 4,
    writes: true,
    run: ({ db, args: [key = '', field = '', value = ''] }) => {
      const hash = db.open(key, 'hash');
      if (hash.has(field)) return integer(0);
      hash.set(field, value);
      return integer(1);
    },
  },
  HGET: { arity: 3, run: ({ db, args: [key = '', field = ''] }) => bulk(db.get(key, 'hash')?.get(field)) },
  HMGET: {
    arity: -3,
    run: ({ db, args: [key = '', ...fields] }) => {
      const hash = db.get(key, 'hash');
      return bulks(fields.map((field) => hash?.get(field)));
    },
  },
  HGETALL: { arity: 2, run: ({ db, args: [key = ''] }) => bulks([...(db.get(key, 'hash') ?? [])].flat()) },
  HKEYS: { arity: 2, run: ({ db, args: [key = ''] }) => bulks(db.get(key, 'hash')?.keys() ?? []) },
  HVALS: { arity: 2, run: ({ db, args: [key = ''] }) => bulks(db.get(key, 'hash')?.values() ?? []) },
  HLEN: { arity: 2, run: ({ db, args: [key = ''] }) => integer(db.get(key, 'hash')?.size ?? 0) },
  HSTRLEN: {
    arity: 3,
    run: ({ db, args: [key = '', field = ''] }) => integer(db.get(key, 'hash')?.get(field)?.length ?? 0),
  },
  HEXISTS: {
    arity: 3,
    run: ({ db, args: [key = '', field = ''] }) => integer(db.get(key, 'hash')?.has(field) ? 1 : 0),
  },
  HDEL: {
    arity: -3,
    writes: true,
    run: ({ db, args: [key = '', ...fields] }) => {
      const hash = db.get(key, 'hash');
      const gone = fields.filter((field) => hash?.delete(field)).length;
      db.prune(key);
      return integer(gone);
    },
  },
  HINCRBY: {
    arity: 4,
    writes: true,
    run: ({ db, args: [key = '', field = '', by] }) => {
      const amount = toInteger(by);
      const hash = db.open(key, 'hash');
      const before = hash.get(field) ?? '0';
      if (!/^-?\d+$/.test(before)) throw new CommandError('ERR hash value is not an integer');
      const sum = BigInt(before) + amount;
      hash.set(field, String(sum));
      return integer(sum);
    },
  },
  // All at once: nothing here is so large that it would need several answers.
  HSCAN: {
    arity: -3,
    run: ({ db, args: [key = '', , ...options] }) => {
      const match = options.findIndex((option) => option.toUpperCase() === 'MATCH');
      const pattern = globToRegExp(match < 0 ? '*' : (options[match + 1] ?? '*'));
      const entries = [...(db.get(key, 'hash') ?? [])].filter(([field]) => pattern.test(field));
      return array([bulk('0'), bulks(entries.flat())]);
    },
  },
};
