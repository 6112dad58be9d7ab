import { readdirSync, statSync } from 'node:fs';
import { type Applet, type AppletCall, inputs, options, plainly, streamLines } from './applet.ts';
import { toRegExp } from './regular-expression.ts';

type Flags = Record<string, string>;

/** `grep`, and `egrep` and `fgrep`, which are it with -E and -F. */
export const grep: Applet = async (call) => {
  const args = call.args.flatMap((arg, index) =>
    arg === '-e' ? [`-e${call.args[index + 1] ?? ''}`] : call.args[index - 1] === '-e' ? [] : [arg],
  );
  const patterns = args.filter((arg) => /^-e./.test(arg)).map((arg) => arg.slice(2));
  const { flags, rest } = options(
    args.filter((arg) => !/^-e./.test(arg)),
    'ivncqoEFrRhHwlLxsA:B:C:m:f:z',
  );
  if (call.name === 'egrep') flags.E = '';
  if (call.name === 'fgrep') flags.F = '';
  if (patterns.length === 0) {
    const [pattern] = rest.splice(0, 1);
    if (pattern === undefined) return call.complain('no pattern given');
    patterns.push(...pattern.split('\n'));
  }
  const wanted = expression(patterns, flags);
  const isRecursive = flags.r !== undefined || flags.R !== undefined;
  const files = isRecursive
    ? (rest.length > 0 ? rest : ['.']).flatMap((file) => filesUnder(call, file))
    : rest;
  const withNames = flags.h === undefined && (files.length > 1 || flags.H !== undefined || isRecursive);
  let failed = false;
  const quiet = {
    ...call,
    complain: (message: string) => {
      failed = true;
      return flags.s === undefined ? call.complain(message) : 1;
    },
  };
  let total = 0;
  for (const { file, stream } of inputs(quiet, files, plainly)) {
    const name = file === '-' ? '(standard input)' : file;
    const count = await search(call, streamLines(stream), wanted, flags, withNames ? name : '');
    total += count;
    if (count > 0 && flags.q !== undefined) return 0;
    if (flags.c !== undefined) call.print(`${withNames ? `${name}:` : ''}${count}\n`);
    if (flags.l !== undefined && count > 0) call.print(`${name}\n`);
    if (flags.L !== undefined && count === 0) call.print(`${name}\n`);
  }
  if (failed) return 2;
  return total > 0 ? 0 : 1;
};

function expression(patterns: readonly string[], flags: Flags): RegExp {
  const sources = patterns.map((pattern) => {
    const base =
      flags.F === undefined
        ? toRegExp(pattern, flags.E !== undefined)
        : pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (flags.x !== undefined) return `^(?:${base})$`;
    return flags.w === undefined ? base : `(?<!\\w)(?:${base})(?!\\w)`;
  });
  return new RegExp(sources.map((source) => `(?:${source})`).join('|'), flags.i === undefined ? 'g' : 'gi');
}

/** Prints what fits, with as many lines around it as asked for. Gives how many lines fitted. */
async function search(
  { print }: AppletCall,
  lines: AsyncIterable<string>,
  wanted: RegExp,
  flags: Flags,
  name: string,
): Promise<number> {
  const has = (flag: string) => flags[flag] !== undefined;
  const after = Number(flags.A ?? flags.C ?? 0);
  const before = Number(flags.B ?? flags.C ?? 0);
  const isSilent = has('q') || has('c') || has('l') || has('L');
  const most = Number(flags.m ?? Number.POSITIVE_INFINITY);
  const waiting: { line: string; number: number }[] = [];
  let number = 0;
  let count = 0;
  let owed = 0;
  let shown = 0;
  const show = (line: string, at: number, mark: ':' | '-') =>
    print(`${name === '' ? '' : `${name}${mark}`}${has('n') ? `${at}${mark}` : ''}${line}\n`);
  for await (const line of lines) {
    number += 1;
    if (count >= most && owed === 0) break;
    wanted.lastIndex = 0;
    const fits = count < most && wanted.test(line) !== has('v');
    if (!fits) {
      if (owed > 0 && !isSilent) {
        show(line, number, '-');
        shown = number;
        owed -= 1;
      } else if (before > 0) {
        waiting.push({ line, number });
        if (waiting.length > before) waiting.shift();
      }
      continue;
    }
    count += 1;
    if (has('q') || has('l')) break;
    if (isSilent) continue;
    if (has('o')) {
      for (const [found] of line.matchAll(wanted)) if (found !== '') show(found, number, ':');
      continue;
    }
    const first = waiting[0]?.number ?? number;
    if (before + after > 0 && shown > 0 && first > shown + 1) print('--\n');
    for (const one of waiting.splice(0)) show(one.line, one.number, '-');
    show(line, number, ':');
    shown = number;
    owed = after;
  }
  return count;
}

function filesUnder({ host }: AppletCall, file: string): string[] {
  const found = statSync(host(file), { throwIfNoEntry: false });
  if (!found?.isDirectory()) return [file];
  const base = file.replace(/\/$/, '');
  return readdirSync(host(file))
    .sort()
    .flatMap((name) => filesUnder({ host } as AppletCall, `${base}/${name}`));
}
