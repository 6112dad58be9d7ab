import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Applet, allBytes, inputs, linesOf, options } from './applet.ts';

async function digest(algorithm: string, stream: AsyncIterable<unknown>): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of stream) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const summer =
  (algorithm: string): Applet =>
  async (call) => {
    const { flags, rest } = options(call.args, 'csw');
    if (flags.c === undefined) {
      for (const { file, stream } of inputs(call, rest))
        call.print(`${await digest(algorithm, stream)}  ${file}\n`);
      return undefined;
    }
    let count = 0;
    let failed = 0;
    for await (const line of linesOf(call, rest)) {
      const [, wanted, file = ''] = /^([\da-f]+) [ *](.*)$/.exec(line) ?? [];
      if (wanted === undefined) continue;
      count += 1;
      const found = await digest(algorithm, createReadStream(call.host(file))).catch(() => undefined);
      if (found === wanted) {
        if (flags.s === undefined) call.print(`${file}: OK\n`);
        continue;
      }
      failed += 1;
      if (found === undefined) call.complain(`can't open '${file}': No such file or directory`);
      if (flags.s === undefined) call.print(`${file}: FAILED\n`);
    }
    if (failed > 0 && flags.s === undefined)
      call.complain(`WARNING: ${failed} of ${count} computed checksums did NOT match`);
    return failed > 0 ? 1 : 0;
  };

/** Bytes that `hexdump -C`, `od` and `xxd` show in a line. */
const width = 16;

function* rows(bytes: Buffer): Generator<[offset: number, row: Buffer]> {
  for (let offset = 0; offset < bytes.length; offset += width)
    yield [offset, bytes.subarray(offset, offset + width)];
}

const printable = (row: Buffer) => row.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

async function bytesOf(call: Parameters<Applet>[0], files: readonly string[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const { stream } of inputs(call, files)) parts.push(await allBytes(stream));
  return Buffer.concat(parts);
}

const hexdump: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'Cvn:s:bcdox');
  const bytes = (await bytesOf(call, rest)).subarray(Number(flags.s ?? 0));
  const wanted = bytes.subarray(0, Number(flags.n ?? bytes.length));
  for (const [offset, row] of rows(wanted)) {
    if (flags.C === undefined) {
      const words = Array.from({ length: Math.ceil(row.length / 2) }, (_, at) =>
        hex((row[at * 2] ?? 0) + ((row[at * 2 + 1] ?? 0) << 8), 4),
      );
      call.print(`${hex(offset, 7)} ${words.join(' ')}\n`);
      continue;
    }
    const pairs = [...row].map((byte) => hex(byte, 2));
    const halves = `${pairs.slice(0, 8).join(' ').padEnd(24)} ${pairs.slice(8).join(' ')}`;
    call.print(`${hex(offset, 8)}  ${halves.padEnd(50)}|${printable(row)}|\n`);
  }
  if (wanted.length > 0) call.print(`${hex(wanted.length, flags.C === undefined ? 7 : 8)}\n`);
  return undefined;
};

const names: Record<number, string> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

const od: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'A:t:N:j:vcbdox');
  const bytes = (await bytesOf(call, rest)).subarray(Number(flags.j ?? 0));
  const wanted = bytes.subarray(0, Number(flags.N ?? bytes.length));
  const address = (offset: number) => {
    if (flags.A === 'n') return '';
    if (flags.A === 'x') return hex(offset, 6);
    return flags.A === 'd' ? String(offset).padStart(7, '0') : offset.toString(8).padStart(7, '0');
  };
  const isCharacters = flags.c !== undefined || flags.t === 'c';
  for (const [offset, row] of rows(wanted)) {
    const shown = isCharacters
      ? [...row].map((byte) =>
          (
            names[byte] ??
            (byte < 32 || byte > 126 ? byte.toString(8).padStart(3, '0') : String.fromCharCode(byte))
          ).padStart(4),
        )
      : flags.t?.startsWith('x1')
        ? [...row].map((byte) => ` ${hex(byte, 2)}`)
        : Array.from({ length: Math.ceil(row.length / 2) }, (_, at) => {
            const value = (row[at * 2] ?? 0) + ((row[at * 2 + 1] ?? 0) << 8);
            return flags.x !== undefined || flags.t?.startsWith('x')
              ? ` ${hex(value, 4)}`
              : ` ${value.toString(8).padStart(6, '0')}`;
          });
    call.print(`${address(offset)}${shown.join('')}\n`);
  }
  if (flags.A !== 'n') call.print(`${address(wanted.length)}\n`);
  return undefined;
};

const xxd: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'pl:c:r');
  const bytes = await bytesOf(call, rest);
  const wanted = bytes.subarray(0, Number(flags.l ?? bytes.length));
  if (flags.p !== undefined) {
    call.print(`${wanted.toString('hex')}\n`);
    return undefined;
  }
  for (const [offset, row] of rows(wanted)) {
    const words = (row.toString('hex').match(/.{1,4}/g) ?? []).join(' ');
    call.print(`${hex(offset, 8)}: ${words.padEnd(39)}  ${printable(row)}\n`);
  }
  return undefined;
};

const base64: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'dw:');
  const [input] = inputs(call, rest);
  const content = await allBytes(input?.stream);
  if (flags.d !== undefined) call.process.stdout(Buffer.from(content.toString(), 'base64'));
  else {
    const text = content.toString('base64');
    const width = Number(flags.w ?? 76);
    call.print(
      width === 0
        ? text
        : text === ''
          ? ''
          : `${(text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n')}\n`,
    );
  }
  return undefined;
};

/** Commands that show bytes as something else. */
export const digests: Record<string, Applet> = {
  base64,
  hexdump,
  md5sum: summer('md5'),
  od,
  sha1sum: summer('sha1'),
  sha256sum: summer('sha256'),
  sha512sum: summer('sha512'),
  xxd,
};
