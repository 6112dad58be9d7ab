import { bulk, bulks, integer } from '../resp.ts';
import { type Call, CommandError, type Commands, sliceOf, toFloat, toNumber } from './command.ts';

const setsOf = ({ db, args }: Call) => args.map((key) => db.get(key, 'set') ?? new Set<string>());

function combine(call: Call, how: (left: Set<string>, right: Set<string>) => Set<string>) {
  const [first = new Set<string>(), ...others] = setsOf(call);
  return bulks(others.reduce(how, first));
}

const ranked = (data: Map<string, number> | undefined) =>
  [...(data ?? [])].sort(([a, left], [b, right]) => left - right || (a < b ? -1 : 1));

function range({ db, args: [key = '', first, last, ...options] }: Call, isReversed: boolean) {
  const all = ranked(db.get(key, 'zset'));
  const wanted = sliceOf(isReversed ? all.reverse() : all, toNumber(first), toNumber(last));
  const withScores = options[0]?.toUpperCase() === 'WITHSCORES';
  return bulks(wanted.flatMap(([member, score]) => (withScores ? [member, String(score)] : [member])));
}

export const sets: Commands = {
  SADD: {
    arity: -3,
    writes: true,
    run: ({ db, args: [key = '', ...members] }) => {
      const set = db.open(key, 'set');
      const before = set.size;
      for (const member of members) set.add(member);
      return integer(set.size - before);
    },
  },
  SREM: {
    arity: -3,
    writes: true,
    run: ({ db, args: [key = '', ...members] }) => {
      const set = db.get(key, 'set');
      const gone = members.filter((member) => set?.delete(member)).length;
      db.prune(key);
      return integer(gone);
    },
  },
  SMEMBERS: { arity: 2, run: ({ db, args: [key = ''] }) => bulks(db.get(key, 'set') ?? []) },
  SISMEMBER: {
    arity: 3,
    run: ({ db, args: [key = '', member = ''] }) => integer(db.get(key, 'set')?.has(member) ? 1 : 0),
  },
  SCARD: { arity: 2, run: ({ db, args: [key = ''] }) => integer(db.get(key, 'set')?.size ?? 0) },
  SUNION: { arity: -2, run: (call) => combine(call, (left, right) => new Set([...left, ...right])) },
  SINTER: {
    arity: -2,
    run: (call) => combine(call, (left, right) => new Set([...left].filter((one) => right.has(one)))),
  },
  SDIFF: {
    arity: -2,
    run: (call) => combine(call, (left, right) => new Set([...left].filter((one) => !right.has(one)))),
  },
  SPOP: {
    arity: 2,
    writes: true,
    run: ({ db, args: [key = ''] }) => {
      const set = db.get(key, 'set');
      const members = [...(set ?? [])];
      const member = members[Math.floor(Math.random() * members.length)];
      if (member !== undefined) set?.delete(member);
      db.prune(key);
      return bulk(member);
    },
  },
  ZADD: {
    arity: -4,
    writes: true,
    run: ({ db, args: [key = '', ...pairs] }) => {
      if (pairs.length % 2 !== 0) throw new CommandError('ERR syntax error');
      const scores = pairs.filter((_, index) => index % 2 === 0).map(toFloat);
      const data = db.open(key, 'zset');
      const before = data.size;
      for (const [index, score] of scores.entries()) data.set(pairs[index * 2 + 1] ?? '', score);
      return integer(data.size - before);
    },
  },
  ZINCRBY: {
    arity: 4,
    writes: true,
    run: ({ db, args: [key = '', by, member = ''] }) => {
      const data = db.open(key, 'zset');
      const score = (data.get(member) ?? 0) + toFloat(by);
      data.set(member, score);
      return bulk(String(score));
    },
  },
  ZSCORE: {
    arity: 3,
    run: ({ db, args: [key = '', member = ''] }) => bulk(db.get(key, 'zset')?.get(member)?.toString()),
  },
  ZCARD: { arity: 2, run: ({ db, args: [key = ''] }) => integer(db.get(key, 'zset')?.size ?? 0) },
  ZRANGE: { arity: -4, run: (call) => range(call, false) },
  ZREVRANGE: { arity: -4, run: (call) => range(call, true) },
  ZREM: {
    arity: -3,
    writes: true,
    run: ({ db, args: [key = '', ...members] }) => {
      const data = db.get(key, 'zset');
      const gone = members.filter((member) => data?.delete(member)).length;
      db.prune(key);
      return integer(gone);
    },
  },
};
