import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { expandEscapes } from '../shell/printf.ts';
import { type Applet, type AppletCall, allBytes, allLines, inputs, linesOf, options } from './applet.ts';

const printLines = ({ print }: AppletCall, lines: readonly string[]) => {
  if (lines.length > 0) print(`${lines.join('\n')}\n`);
};

/** `-5` as `-n 5`, as head and tail have always taken it. */
const modern = (args: readonly string[]) => args.map((arg) => arg.replace(/^-(\d+)$/, '-n$1'));

const hash =
  (algorithm: string): Applet =>
  async (call) => {
    for (const { file, stream } of inputs(call, call.args)) {
      const digest = createHash(algorithm);
      for await (const chunk of stream) digest.update(chunk as Buffer);
      call.print(`${digest.digest('hex')}  ${file}\n`);
    }
    return 0;
  };

/** Positions of a list such as `1,3-5`, counted from 1. */
function ranges(list: string): (position: number) => boolean {
  const parts = list.split(',').map((part) => {
    const [first = '', last] = part.split('-');
    return {
      first: Number(first || 1),
      last: last === undefined ? Number(first) : Number(last || Number.POSITIVE_INFINITY),
    };
  });
  return (position) => parts.some(({ first, last }) => position >= first && position <= last);
}

function characterSet(text: string): string[] {
  const named = text
    .replaceAll('[:lower:]', 'a-z')
    .replaceAll('[:upper:]', 'A-Z')
    .replaceAll('[:digit:]', '0-9')
    .replaceAll('[:alpha:]', 'A-Za-z')
    .replaceAll('[:space:]', ' \t\n\r');
  return [
    ...expandEscapes(named).replace(/(.)-(.)/gsu, (_, first: string, last: string) => {
      const from = first.codePointAt(0) ?? 0;
      const to = last.codePointAt(0) ?? 0;
      return Array.from({ length: Math.max(to - from + 1, 0) }, (_unused, index) =>
        String.fromCodePoint(from + index),
      ).join('');
    }),
  ];
}

export const text: Record<string, Applet> = {
  async cat(call) {
    const { rest } = options(call.args, 'nuvetA');
    const opened = inputs(call, rest);
    for (const { stream } of opened) {
      for await (const chunk of stream) {
        if (call.process.signal.aborted) return 130;
        call.process.stdout(chunk as Buffer);
      }
    }
    return rest.length > opened.length ? 1 : 0;
  },
  async head(call) {
    const { flags, rest } = options(modern(call.args), 'n:c:');
    let left = Number(flags.n ?? 10);
    for await (const line of linesOf(call, rest)) {
      if (left <= 0) break;
      left -= 1;
      call.print(`${line}\n`);
    }
    return 0;
  },
  async wc(call) {
    const { flags, rest } = options(call.args, 'lwc');
    const all = Object.keys(flags).length === 0;
    for (const { file, stream } of inputs(call, rest)) {
      const content = await allBytes(stream);
      const string = content.toString();
      const counts: [string, number][] = [
        ['l', string.split('\n').length - 1],
        ['w', string.split(/\s+/).filter(Boolean).length],
        ['c', content.length],
      ];
      const shown = counts
        .filter(([flag]) => all || flags[flag] !== undefined)
        .map(([, count]) => String(count));
      const line = shown.length > 1 ? shown.map((count) => count.padStart(9)).join(' ') : (shown[0] ?? '');
      call.print(`${line}${file === '-' ? '' : ` ${file}`}\n`);
    }
    return 0;
  },
  async sort(call) {
    const { flags, rest } = options(call.args, 'nrufk:t:');
    const column = flags.k === undefined ? undefined : Number.parseInt(flags.k, 10) - 1;
    const key = (line: string) =>
      column === undefined ? line : (line.split(flags.t ?? /\s+/)[column] ?? '');
    const compare = (a: string, b: string) =>
      flags.n === undefined
        ? key(a) < key(b)
          ? -1
          : key(a) > key(b)
            ? 1
            : 0
        : Number.parseFloat(key(a)) - Number.parseFloat(key(b));
    let lines = (await allLines(call, rest)).sort(compare);
    if (flags.r !== undefined) lines.reverse();
    if (flags.u !== undefined) lines = [...new Set(lines)];
    printLines(call, lines);
    return 0;
  },
  async uniq(call) {
    const { flags, rest } = options(call.args, 'cdu');
    const groups: { line: string; count: number }[] = [];
    for await (const line of linesOf(call, rest)) {
      const last = groups.at(-1);
      if (last?.line === line) last.count += 1;
      else groups.push({ line, count: 1 });
    }
    const shown = groups.filter(
      ({ count }) => (flags.d === undefined || count > 1) && (flags.u === undefined || count === 1),
    );
    printLines(
      call,
      shown.map(({ line, count }) => (flags.c === undefined ? line : `${String(count).padStart(7)} ${line}`)),
    );
    return 0;
  },
  async cut(call) {
    const { flags, rest } = options(call.args, 'd:f:c:s');
    const wanted = ranges(flags.f ?? flags.c ?? '1-');
    const separator = flags.c === undefined ? (flags.d ?? '\t') : '';
    for await (const line of linesOf(call, rest)) {
      const parts = line.split(separator);
      const isWhole = flags.c === undefined && parts.length === 1;
      call.print(`${isWhole ? line : parts.filter((_, index) => wanted(index + 1)).join(separator)}\n`);
    }
    return 0;
  },
  async tr(call) {
    const { flags, rest } = options(call.args, 'ds');
    const from = characterSet(rest[0] ?? '');
    const to = characterSet(rest[1] ?? '');
    for await (const chunk of call.process.stdin ?? []) {
      const mapped = [...String(chunk)].flatMap((character) => {
        const place = from.indexOf(character);
        if (place < 0) return [character];
        return flags.d === undefined ? [to[Math.min(place, to.length - 1)] ?? character] : [];
      });
      call.print(
        mapped
          .filter(
            (one, at) =>
              flags.s === undefined || one !== mapped[at - 1] || !(to.length ? to : from).includes(one),
          )
          .join(''),
      );
    }
    return 0;
  },
  async tee(call) {
    const { flags, rest } = options(call.args, 'ai');
    const open = rest.map((file) => openSync(call.host(file), flags.a === undefined ? 'w' : 'a'));
    for await (const chunk of call.process.stdin ?? []) {
      call.process.stdout(chunk as Buffer);
      for (const file of open) writeSync(file, chunk as Buffer);
    }
    for (const file of open) closeSync(file);
    return 0;
  },
  seq(call) {
    const numbers = call.args.map(Number);
    const [first, step, last] =
      numbers.length === 1
        ? [1, 1, numbers[0]]
        : numbers.length === 2
          ? [numbers[0], 1, numbers[1]]
          : numbers;
    if ([first, step, last].some((one) => one === undefined || Number.isNaN(one)) || !step)
      return call.complain('invalid number');
    for (let value = first ?? 1; step > 0 ? value <= (last ?? 0) : value >= (last ?? 0); value += step)
      call.print(`${value}\n`);
    return 0;
  },
  async base64(call) {
    const { flags, rest } = options(call.args, 'dw:');
    const [input] = inputs(call, rest);
    const content = await allBytes(input?.stream);
    if (flags.d !== undefined) call.process.stdout(Buffer.from(content.toString(), 'base64'));
    else
      call.print(`${content.toString('base64').replace(/(.{76})(?=.)/g, flags.w === '0' ? '$1' : '$1\n')}\n`);
    return 0;
  },
  md5sum: hash('md5'),
  sha256sum: hash('sha256'),
  async xargs(call) {
    const { flags, rest } = options(call.args, '+n:I:r0t');
    const words = (await allLines(call, [])).flatMap((line) =>
      flags.I === undefined ? line.split(/\s+/).filter(Boolean) : [line],
    );
    const size = flags.I === undefined ? Number(flags.n ?? Math.max(words.length, 1)) : 1;
    const command = rest.length > 0 ? rest : ['echo'];
    let status = 0;
    for (let at = 0; at < words.length; at += size) {
      const batch = words.slice(at, at + size);
      const argv =
        flags.I === undefined
          ? [...command, ...batch]
          : command.map((word) => word.replaceAll(flags.I ?? '', batch[0] ?? ''));
      if ((await call.process.spawn(argv, { stdin: undefined })) !== 0) status = 123;
    }
    return status;
  },
  async yes(call) {
    const line = `${call.args.join(' ') || 'y'}\n`;
    while (!call.process.signal.aborted) {
      call.print(line.repeat(64));
      await call.process.clock.sleep(1, call.process.signal);
    }
    return 0;
  },
};
