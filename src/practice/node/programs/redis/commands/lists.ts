import { array, bulk, bulks, integer, nil, ok } from '../resp.ts';
import { type Call, CommandError, type Commands, sliceOf, toNumber } from './command.ts';

function push({ db, args: [key = '', ...values] }: Call, end: 'left' | 'right', onlyIfThere: boolean) {
  if (onlyIfThere && !db.get(key, 'list')) return integer(0);
  const list = db.open(key, 'list');
  for (const value of values) {
    if (end === 'left') list.unshift(value);
    else list.push(value);
  }
  return integer(list.length);
}

function pop({ db, args: [key = '', count] }: Call, end: 'left' | 'right') {
  const wanted = count === undefined ? undefined : toNumber(count);
  if (wanted !== undefined && wanted < 0)
    throw new CommandError('ERR value is out of range, must be positive');
  const list = db.get(key, 'list');
  if (!list) return wanted === undefined ? nil : array(null);
  const taken: (string | undefined)[] = [];
  while (taken.length < (wanted ?? 1) && list.length > 0)
    taken.push(end === 'left' ? list.shift() : list.pop());
  db.prune(key);
  return wanted === undefined ? bulk(taken[0]) : bulks(taken);
}

export const lists: Commands = {
  LPUSH: { arity: -3, writes: true, run: (call) => push(call, 'left', false) },
  RPUSH: { arity: -3, writes: true, run: (call) => push(call, 'right', false) },
  LPUSHX: { arity: -3, writes: true, run: (call) => push(call, 'left', true) },
  RPUSHX: { arity: -3, writes: true, run: (call) => push(call, 'right', true) },
  LPOP: { arity: -2, writes: true, run: (call) => pop(call, 'left') },
  RPOP: { arity: -2, writes: true, run: (call) => pop(call, 'right') },
  LLEN: { arity: 2, run: ({ db, args: [key = ''] }) => integer(db.get(key, 'list')?.length ?? 0) },
  LRANGE: {
    arity: 4,
    run: ({ db, args: [key = '', first, last] }) =>
      bulks(sliceOf(db.get(key, 'list') ?? [], toNumber(first), toNumber(last))),
  },
  LINDEX: {
    arity: 3,
    run: ({ db, args: [key = '', index] }) => bulk((db.get(key, 'list') ?? []).at(toNumber(index))),
  },
  LSET: {
    arity: 4,
    writes: true,
    run: ({ db, args: [key = '', index, value = ''] }) => {
      const list = db.get(key, 'list');
      if (!list) throw new CommandError('ERR no such key');
      const at = toNumber(index);
      const place = at < 0 ? list.length + at : at;
      if (place < 0 || place >= list.length) throw new CommandError('ERR index out of range');
      list[place] = value;
      return ok;
    },
  },
  LTRIM: {
    arity: 4,
    writes: true,
    run: ({ db, args: [key = '', first, last] }) => {
      const list = db.get(key, 'list');
      if (list) list.splice(0, list.length, ...sliceOf(list, toNumber(first), toNumber(last)));
      db.prune(key);
      return ok;
    },
  },
  LREM: {
    arity: 4,
    writes: true,
    run: ({ db, args: [key = '', count, value] }) => {
      const list = db.get(key, 'list') ?? [];
      const wanted = toNumber(count);
      let left = wanted === 0 ? list.length : Math.abs(wanted);
      const before = list.length;
      for (let step = 0; step < before && left > 0; step += 1) {
        const at = wanted < 0 ? list.lastIndexOf(value ?? '') : list.indexOf(value ?? '');
        if (at < 0) break;
        list.splice(at, 1);
        left -= 1;
      }
      db.prune(key);
      return integer(before - list.length);
    },
  },
};
