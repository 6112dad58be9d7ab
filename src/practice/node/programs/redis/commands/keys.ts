import { array, bulk, bulks, integer, nil, ok, status } from '../resp.ts';
import { type Call, CommandError, type Commands, globToRegExp, syntaxError, toNumber } from './command.ts';

function expire({ db, args: [key = '', amount], now }: Call, unit: number, isAbsolute: boolean) {
  const given = toNumber(amount) * unit;
  if (!db.value(key)) return integer(0);
  const time = isAbsolute ? given : now() + given;
  if (time <= now()) db.delete(key);
  else db.expireAt(key, time);
  return integer(1);
}

function timeLeft({ db, args: [key = ''], now }: Call, unit: number) {
  if (!db.value(key)) return integer(-2);
  const expires = db.expiry(key);
  return integer(expires === undefined ? -1 : Math.ceil((expires - now()) / unit));
}

function rename({ db, args: [from = '', to = ''] }: Call) {
  const value = db.value(from);
  if (!value) throw new CommandError('ERR no such key');
  const expires = db.expiry(from);
  db.delete(from);
  db.set(to, value);
  db.expireAt(to, expires);
  return ok;
}

export const keys: Commands = {
  DEL: {
    arity: -2,
    writes: true,
    run: ({ db, args }) => integer(args.filter((key) => db.value(key) && db.delete(key)).length),
  },
  UNLINK: {
    arity: -2,
    writes: true,
    run: ({ db, args }) => integer(args.filter((key) => db.value(key) && db.delete(key)).length),
  },
  EXISTS: { arity: -2, run: ({ db, args }) => integer(args.filter((key) => db.value(key)).length) },
  TYPE: { arity: 2, run: ({ db, args: [key = ''] }) => status(db.value(key)?.type ?? 'none') },
  KEYS: {
    arity: 2,
    run: ({ db, args: [pattern = '*'] }) => {
      const wanted = globToRegExp(pattern);
      return bulks(db.keys().filter((key) => wanted.test(key)));
    },
  },
  SCAN: {
    arity: -2,
    run: ({ db, args: [cursor, ...options] }) => {
      toNumber(cursor);
      const match = options.findIndex((option) => option.toUpperCase() === 'MATCH');
      const wanted = globToRegExp(match < 0 ? '*' : (options[match + 1] ?? '*'));
      return array([bulk('0'), bulks(db.keys().filter((key) => wanted.test(key)))]);
    },
  },
  RANDOMKEY: {
    arity: 1,
    run: ({ db }) => {
      const all = db.keys();
      return all.length === 0 ? nil : bulk(all[Math.floor(Math.random() * all.length)]);
    },
  },
  DBSIZE: { arity: 1, run: ({ db }) => integer(db.keys().length) },
  FLUSHDB: {
    arity: -1,
    writes: true,
    run: ({ db }) => {
      db.clear();
      return ok;
    },
  },
  RENAME: { arity: 3, writes: true, run: rename },
  EXPIRE: { arity: -3, writes: true, run: (call) => expire(call, 1000, false) },
  PEXPIRE: { arity: -3, writes: true, run: (call) => expire(call, 1, false) },
  EXPIREAT: { arity: -3, writes: true, run: (call) => expire(call, 1000, true) },
  PEXPIREAT: { arity: -3, writes: true, run: (call) => expire(call, 1, true) },
  TTL: { arity: 2, run: (call) => timeLeft(call, 1000) },
  PTTL: { arity: 2, run: (call) => timeLeft(call, 1) },
  PERSIST: {
    arity: 2,
    writes: true,
    run: ({ db, args: [key = ''] }) => {
      const had = db.expiry(key) !== undefined;
      db.expireAt(key, undefined);
      return integer(had ? 1 : 0);
    },
  },
  OBJECT: {
    arity: -2,
    run: ({ db, args: [what = '', key = ''] }) => {
      if (what.toUpperCase() !== 'ENCODING') throw new CommandError(syntaxError);
      const value = db.value(key);
      if (!value) return nil;
      const encodings = {
        string: 'raw',
        hash: 'hashtable',
        list: 'quicklist',
        set: 'hashtable',
        zset: 'skiplist',
      };
      return bulk(value.type === 'string' && /^-?\d+$/.test(value.data) ? 'int' : encodings[value.type]);
    },
  },
};
