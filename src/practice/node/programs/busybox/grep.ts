import { type Applet, inputs, linesOf, options } from './applet.ts';
import { toRegExp } from './regular-expression.ts';

export const grep: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'ivncqoEFrhHwlxse:A:B:m:');
  const has = (flag: string) => flags[flag] !== undefined;
  const pattern = flags.e ?? rest.shift() ?? '';
  const source = has('F') ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : undefined;
  const base = source === undefined ? toRegExp(pattern, has('E')) : source;
  const exact = has('x') ? `^(?:${base})$` : has('w') ? `\\b(?:${base})\\b` : base;
  const wanted = new RegExp(exact, has('i') ? 'gi' : 'g');
  const withNames = !has('h') && (rest.length > 1 || has('H'));
  const most = Number(flags.m ?? Number.POSITIVE_INFINITY);
  let total = 0;
  for (const { file } of rest.length > 0 ? rest.map((file) => ({ file })) : inputs(call, [])) {
    let number = 0;
    let count = 0;
    for await (const line of linesOf(call, rest.length > 0 ? [file] : [])) {
      number += 1;
      wanted.lastIndex = 0;
      const found = line.match(wanted);
      if ((found !== null) === has('v')) continue;
      count += 1;
      if (has('q')) return 0;
      if (has('c') || has('l')) continue;
      const prefix = `${withNames ? `${file}:` : ''}${has('n') ? `${number}:` : ''}`;
      for (const shown of has('o') ? (found ?? []) : [line]) call.print(`${prefix}${shown}\n`);
      if (count >= most) break;
    }
    if (has('c')) call.print(`${withNames ? `${file}:` : ''}${count}\n`);
    if (has('l') && count > 0) call.print(`${file}\n`);
    total += count;
  }
  return total > 0 ? 0 : 1;
};
