import { expandEscapes } from '../shell/printf.ts';
import { type Applet, allLines, inputs, linesOf, options } from './applet.ts';

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

const classes: Record<string, string> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-/:-@\\[-`{-~',
  space: ' \t\n\r\v\f',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
};

function characterSet(text: string): string[] {
  const named = text.replace(/\[:(\w+):\]/g, (all, name: string) => classes[name] ?? all);
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

/** Commands that look at characters and columns. */
export const characters: Record<string, Applet> = {
  async cut(call) {
    const { flags, rest } = options(call.args, 'd:f:c:b:s');
    const columns = flags.c ?? flags.b;
    const list = flags.f ?? columns;
    if (list === undefined) return call.complain('expected a list of bytes, characters, or fields');
    const wanted = ranges(list);
    const separator = columns === undefined ? (flags.d ?? '\t') : '';
    for await (const line of linesOf(call, rest)) {
      const parts = columns === undefined ? line.split(separator) : [...line];
      const isWhole = columns === undefined && parts.length === 1;
      if (isWhole && flags.s !== undefined) continue;
      call.print(`${isWhole ? line : parts.filter((_, index) => wanted(index + 1)).join(separator)}\n`);
    }
    return undefined;
  },
  async tr(call) {
    const { flags, rest } = options(call.args, '+dscC');
    const isComplement = flags.c !== undefined || flags.C !== undefined;
    const from = characterSet(rest[0] ?? '');
    const to = characterSet(rest[1] ?? '');
    const squeezed = new Set(to.length > 0 ? to : from);
    let before: string | undefined;
    for await (const chunk of call.process.stdin ?? []) {
      let text = '';
      for (const character of String(chunk)) {
        const place = from.indexOf(character);
        const isMeant = place >= 0 !== isComplement;
        if (isMeant && flags.d !== undefined) continue;
        const last = to.length - 1;
        const mapped =
          isMeant && last >= 0 ? (to[isComplement ? last : Math.min(place, last)] ?? character) : character;
        const isRepeated =
          flags.s !== undefined &&
          mapped === before &&
          squeezed.has(mapped) !== (isComplement && to.length === 0);
        if (!isRepeated) text += mapped;
        before = mapped;
      }
      call.print(text);
    }
    return 0;
  },
  async paste(call) {
    const { flags, rest } = options(call.args, 'd:s');
    const separator = expandEscapes(flags.d ?? '\t');
    const columns: string[][] = [];
    for (const file of rest.length > 0 ? rest : ['-']) columns.push(await allLines(call, [file]));
    if (flags.s !== undefined) {
      for (const column of columns) call.print(`${column.join(separator)}\n`);
      return undefined;
    }
    const rows = Math.max(...columns.map((column) => column.length));
    for (let row = 0; row < rows; row += 1)
      call.print(`${columns.map((column) => column[row] ?? '').join(separator)}\n`);
    return undefined;
  },
  async expand(call) {
    const { flags, rest } = options(call.args, 'it:');
    const width = Number(flags.t ?? 8);
    for await (const line of linesOf(call, rest)) {
      let shown = '';
      for (const one of line) shown += one === '\t' ? ' '.repeat(width - (shown.length % width)) : one;
      call.print(`${shown}\n`);
    }
    return undefined;
  },
  async strings(call) {
    const { flags, rest } = options(call.args, 'afon:');
    const pattern = new RegExp(`[\\x20-\\x7e\\t]{${Number(flags.n ?? 4)},}`, 'g');
    for (const { stream } of inputs(call, rest)) {
      for await (const chunk of stream)
        for (const [found] of (chunk as Buffer).toString('latin1').matchAll(pattern))
          call.print(`${found}\n`);
    }
    return undefined;
  },
};
