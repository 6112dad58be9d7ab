import {
  type Applet,
  type AppletCall,
  allBytes,
  allLines,
  Complaint,
  inputs,
  linesOf,
  modern,
  options,
  plainly,
  quantity,
  streamLines,
  writeFile,
} from './applet.ts';

const printLines = ({ print }: AppletCall, lines: readonly string[]) => {
  if (lines.length > 0) print(`${lines.join('\n')}\n`);
};

/** `sort` has an exit code of its own for what goes wrong. */
function writeSorted(call: AppletCall, file: string, lines: readonly string[]): number {
  try {
    writeFile(call, file, lines.map((line) => `${line}\n`).join(''));
    return 0;
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    call.complain(error.message);
    return 2;
  }
}

/** Control characters as `^I`, and `$` at the end of lines, as `cat -A` shows them. */
function visible(line: string, showTabs: boolean, showEnds: boolean): string {
  const shown = [...line]
    .map((one) => {
      const code = one.codePointAt(0) ?? 0;
      if (one === '\t') return showTabs ? '^I' : one;
      return code < 32 ? `^${String.fromCharCode(code + 64)}` : code === 127 ? '^?' : one;
    })
    .join('');
  return showEnds ? `${shown}$` : shown;
}

/** Commands that take text line by line, and give as much back. */
export const lines: Record<string, Applet> = {
  async cat(call) {
    const { flags, rest } = options(call.args, 'nbuvetA');
    const has = (flag: string) => flags[flag] !== undefined;
    const isPlain = !['n', 'b', 'v', 'e', 't', 'A'].some(has);
    let number = 0;
    for (const { stream } of inputs(call, rest)) {
      if (isPlain) {
        for await (const chunk of stream) {
          if (call.process.signal.aborted) return 130;
          call.process.stdout(chunk as Buffer);
          await call.process.stdout.full?.();
        }
        continue;
      }
      for await (const line of streamLines(stream)) {
        const isCounted = has('n') || (has('b') && line !== '');
        if (isCounted) number += 1;
        const head = isCounted ? `${String(number).padStart(6)}\t` : '';
        call.print(`${head}${visible(line, has('t') || has('A'), has('e') || has('A'))}\n`);
      }
    }
    return undefined;
  },
  async head(call) {
    const { flags, rest } = options(modern(call.args), 'n:c:qv');
    const most = quantity((flags.c ?? flags.n ?? '10').replace(/^-/, ''));
    if (most === undefined) return call.complain(`invalid number '${flags.c ?? flags.n}'`);
    const isNegative = /^-/.test(flags.c ?? flags.n ?? '');
    const opened = inputs(call, rest, plainly);
    const titled = (rest.length > 1 && flags.q === undefined) || flags.v !== undefined;
    for (const [index, { file, stream }] of opened.entries()) {
      if (titled) call.print(`${index > 0 ? '\n' : ''}==> ${file === '-' ? 'standard input' : file} <==\n`);
      if (flags.c !== undefined) {
        let left = most;
        for await (const chunk of stream) {
          const bytes = (chunk as Buffer).subarray(0, left);
          call.process.stdout(Buffer.from(bytes));
          left -= bytes.length;
          if (left <= 0) break;
        }
        continue;
      }
      let left = most;
      const kept: string[] = [];
      for await (const line of streamLines(stream)) {
        if (isNegative) {
          kept.push(line);
          if (kept.length > most) call.print(`${kept.shift()}\n`);
          continue;
        }
        if (left <= 0) break;
        left -= 1;
        call.print(`${line}\n`);
        if (left <= 0) break;
      }
    }
    return undefined;
  },
  async wc(call) {
    const { flags, rest } = options(call.args, 'lwcmL');
    const all = Object.keys(flags).length === 0;
    const totals = [0, 0, 0];
    const show = (counts: readonly number[], file: string) => {
      const wanted = ['l', 'w', 'c'].map(
        (flag) => all || flags[flag] !== undefined || (flag === 'c' && flags.m !== undefined),
      );
      const shown = counts.filter((_, index) => wanted[index]).map(String);
      const isWide = shown.length > 1 || rest.length > 1;
      const line = isWide ? shown.map((count) => count.padStart(9)).join(' ') : (shown[0] ?? '');
      call.print(`${line}${file === '-' ? '' : ` ${file}`}\n`);
    };
    for (const { file, stream } of inputs(call, rest, plainly)) {
      const content = await allBytes(stream);
      const string = content.toString();
      const counts = [
        string.split('\n').length - 1,
        string.split(/\s+/).filter(Boolean).length,
        flags.m === undefined ? content.length : [...string].length,
      ];
      for (const [index, count] of counts.entries()) totals[index] = (totals[index] ?? 0) + count;
      show(counts, file);
    }
    if (rest.length > 1) show(totals, 'total');
    return undefined;
  },
  async tac(call) {
    printLines(call, (await allLines(call, call.args)).reverse());
    return undefined;
  },
  async rev(call) {
    for await (const line of linesOf(call, call.args)) call.print(`${[...line].reverse().join('')}\n`);
    return undefined;
  },
  async nl(call) {
    const { flags, rest } = options(call.args, 'b:w:s:v:i:');
    const width = Number(flags.w ?? 6);
    let number = Number(flags.v ?? 1);
    for await (const line of linesOf(call, rest)) {
      const isCounted = flags.b === 'a' || line !== '';
      const head = isCounted ? `${String(number).padStart(width)}${flags.s ?? '\t'}` : ' '.repeat(width + 1);
      if (isCounted) number += Number(flags.i ?? 1);
      call.print(`${head}${line}\n`);
    }
    return undefined;
  },
  async fold(call) {
    const { flags, rest } = options(call.args, 'bsw:');
    const width = Number(flags.w ?? 80);
    const pieces = new RegExp(
      flags.s === undefined ? `.{1,${width}}` : `.{1,${width - 1}}(?:\\s|$)|.{1,${width}}`,
      'gu',
    );
    for await (const line of linesOf(call, rest)) printLines(call, line.match(pieces) ?? ['']);
    return undefined;
  },
  async sort(call) {
    const { flags, rest } = options(call.args, 'nrufhk:t:o:sgbMcz');
    let failed = false;
    const complain = (message: string) => {
      failed = true;
      return call.complain(message);
    };
    const lines = await allLines({ ...call, complain }, rest, plainly);
    if (failed) return 2;
    const [first, second] = (flags.k ?? '').split(',');
    const key = keyOf(first, second, flags.t);
    const isNumeric = flags.n !== undefined || flags.g !== undefined || /n/.test(flags.k ?? '');
    const isReversed = flags.r !== undefined || /r/.test(flags.k ?? '');
    const fold = (text: string) => (flags.f === undefined ? text : text.toUpperCase());
    const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    const size = (text: string) =>
      flags.h === undefined ? Number.parseFloat(text) || 0 : (quantity(text.trim()) ?? 0);
    const byKey = (a: string, b: string) =>
      isNumeric || flags.h !== undefined ? size(key(a)) - size(key(b)) : order(fold(key(a)), fold(key(b)));
    const compare = (a: string, b: string) => {
      const result = byKey(a, b) || (flags.u === undefined && flags.s === undefined ? order(a, b) : 0);
      return isReversed ? -result : result;
    };
    lines.sort(compare);
    const shown =
      flags.u === undefined
        ? lines
        : lines.filter((line, at) => at === 0 || byKey(lines[at - 1] ?? '', line) !== 0);
    if (flags.o === undefined) printLines(call, shown);
    else return writeSorted(call, flags.o, shown);
    return undefined;
  },
  async uniq(call) {
    const { flags, rest } = options(call.args, 'cduif:s:w:');
    const groups: { line: string; key: string; count: number }[] = [];
    const keyFor = (line: string) => {
      const fields = line.replace(new RegExp(`^(?:\\s*\\S+){0,${Number(flags.f ?? 0)}}`), '');
      return flags.i === undefined ? fields : fields.toLowerCase();
    };
    for await (const line of linesOf(call, rest.slice(0, 1))) {
      const last = groups.at(-1);
      const key = keyFor(line);
      if (last?.key === key) last.count += 1;
      else groups.push({ line, key, count: 1 });
    }
    const shown = groups.filter(
      ({ count }) => (flags.d === undefined || count > 1) && (flags.u === undefined || count === 1),
    );
    printLines(
      call,
      shown.map(({ line, count }) => (flags.c === undefined ? line : `${String(count).padStart(7)} ${line}`)),
    );
    return undefined;
  },
  async shuf(call) {
    const { flags, rest } = options(call.args, 'i:n:ez');
    const [from = 0, to = -1] = (flags.i ?? '').split('-').map(Number);
    const given =
      flags.i === undefined
        ? flags.e === undefined
          ? await allLines(call, rest)
          : rest
        : Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
    const mixed = given
      .map((line) => ({ line, at: Math.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ line }) => line);
    printLines(call, mixed.slice(0, Number(flags.n ?? mixed.length)));
    return undefined;
  },
};

/** The part of a line that `-k FIRST[,LAST]` names. */
function keyOf(first: string | undefined, last: string | undefined, separator: string | undefined) {
  if (!first) return (line: string) => line;
  const from = Number.parseInt(first, 10) - 1;
  const to = last === undefined ? undefined : Number.parseInt(last, 10);
  return (line: string) =>
    separator === undefined
      ? (line.match(/\s*\S+/g) ?? []).slice(from, to).join('')
      : line.split(separator).slice(from, to).join(separator);
}
