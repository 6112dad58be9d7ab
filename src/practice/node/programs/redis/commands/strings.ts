import { bulk, bulks, integer, nil, ok } from '../resp.ts';
import {
  type Call,
  CommandError,
  type Commands,
  notInteger,
  syntaxError,
  toFloat,
  toInteger,
  toNumber,
} from './command.ts';

function increment({ db, args: [key = ''] }: Call, by: bigint) {
  const sum = toInteger(db.get(key, 'string') ?? '0') + by;
  if (BigInt.asIntN(64, sum) !== sum) throw new CommandError('ERR increment or decrement would overflow');
  db.replace(key, String(sum));
  return integer(sum);
}

function set({ db, args: [key = '', value = '', ...options], now }: Call) {
  const before = db.value(key);
  const old = options.some((option) => option.toUpperCase() === 'GET') ? db.get(key, 'string') : undefined;
  let expires: number | undefined;
  let keep = false;
  let mayWrite = true;
  let gives = false;
  for (let index = 0; index < options.length; index += 1) {
    const option = options[index]?.toUpperCase();
    if (option === 'NX') mayWrite = before === undefined;
    else if (option === 'XX') mayWrite = before !== undefined;
    else if (option === 'GET') gives = true;
    else if (option === 'KEEPTTL') keep = true;
    else if (option === 'EX' || option === 'PX' || option === 'EXAT' || option === 'PXAT') {
      index += 1;
      const amount = toNumber(options[index]) * (option.startsWith('EX') ? 1000 : 1);
      if (amount <= 0) throw new CommandError("ERR invalid expire time in 'set' command");
      expires = option.endsWith('AT') ? amount : now() + amount;
    } else throw new CommandError(syntaxError);
  }
  if (mayWrite) {
    if (keep) db.replace(key, value);
    else db.set(key, { type: 'string', data: value });
    if (expires !== undefined) db.expireAt(key, expires);
  }
  return gives ? bulk(old) : mayWrite ? ok : nil;
}

export const strings: Commands = {
  GET: { arity: 2, run: ({ db, args: [key = ''] }) => bulk(db.get(key, 'string')) },
  SET: { arity: -3, writes: true, run: set },
  SETNX: {
    arity: 3,
    writes: true,
    run: ({ db, args: [key = '', data = ''] }) => {
      if (db.value(key)) return integer(0);
      db.set(key, { type: 'string', data });
      return integer(1);
    },
  },
  SETEX: {
    arity: 4,
    writes: true,
    run: (call) => {
      const [key = '', seconds = '', value = ''] = call.args;
      return set({ ...call, args: [key, value, 'EX', seconds] });
    },
  },
  GETSET: {
    arity: 3,
    writes: true,
    run: ({ db, args: [key = '', data = ''] }) => {
      const before = db.get(key, 'string');
      db.set(key, { type: 'string', data });
      return bulk(before);
    },
  },
  GETDEL: {
    arity: 2,
    writes: true,
    run: ({ db, args: [key = ''] }) => {
      const before = db.get(key, 'string');
      db.delete(key);
      return bulk(before);
    },
  },
  MGET: {
    arity: -2,
    run: ({ db, args }) =>
      bulks(
        args.map((key) => {
          const value = db.value(key);
          return value?.type === 'string' ? value.data : null;
        }),
      ),
  },
  MSET: {
    arity: -3,
    writes: true,
    run: ({ db, args }) => {
      if (args.length % 2 !== 0) throw new CommandError("ERR wrong number of arguments for 'mset' command");
      for (let index = 0; index < args.length; index += 2) {
        db.set(args[index] ?? '', { type: 'string', data: args[index + 1] ?? '' });
      }
      return ok;
    },
  },
  APPEND: {
    arity: 3,
    writes: true,
    run: ({ db, args: [key = '', more = ''] }) => {
      const data = (db.get(key, 'string') ?? '') + more;
      db.replace(key, data);
      return integer(data.length);
    },
  },
  STRLEN: { arity: 2, run: ({ db, args: [key = ''] }) => integer(db.get(key, 'string')?.length ?? 0) },
  INCR: { arity: 2, writes: true, run: (call) => increment(call, 1n) },
  DECR: { arity: 2, writes: true, run: (call) => increment(call, -1n) },
  INCRBY: { arity: 3, writes: true, run: (call) => increment(call, toInteger(call.args[1])) },
  DECRBY: { arity: 3, writes: true, run: (call) => increment(call, -toInteger(call.args[1])) },
  INCRBYFLOAT: {
    arity: 3,
    writes: true,
    run: ({ db, args: [key = '', by] }) => {
      const sum = toFloat(db.get(key, 'string') ?? '0') + toFloat(by);
      if (!Number.isFinite(sum)) throw new CommandError(notInteger);
      db.replace(key, String(sum));
      return bulk(String(sum));
    },
  },
};
