import { readFileSync, statSync } from 'node:fs';
import { type Applet, type AppletCall, allBytes, options, reason } from './applet.ts';

async function read(call: AppletCall, file: string): Promise<Buffer | undefined> {
  if (file === '-') return allBytes(call.process.stdin);
  try {
    return readFileSync(call.host(file));
  } catch (error) {
    call.complain(
      call.name === 'cmp'
        ? `can't open '${file}': ${reason(error)}`
        : `can't stat '${file}': ${reason(error)}`,
    );
    return undefined;
  }
}

const cmp: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'sl');
  const [left = '', right = '-'] = rest;
  const [a, b] = [await read(call, left), await read(call, right)];
  if (!a || !b) return 2;
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a[at] === b[at]) at += 1;
  if (at === shorter && a.length === b.length) return 0;
  if (flags.s !== undefined) return 1;
  const line = a.subarray(0, at).toString('latin1').split('\n').length;
  if (at === shorter) call.complain(`EOF on ${a.length < b.length ? left : right}`);
  else call.print(`${left} ${right} differ: char ${at + 1}, line ${line}\n`);
  return 1;
};

type Edit = { mark: ' ' | '-' | '+'; line: string };

/** What has to be taken away and added, by the longest common part. */
function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as Uint32Array;
      const next = lengths[i + 1] as Uint32Array;
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ mark: ' ', line: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      edits.push({ mark: '-', line: a[i] ?? '' });
      i += 1;
    } else {
      edits.push({ mark: '+', line: b[j] ?? '' });
      j += 1;
    }
  }
  return edits;
}

const context = 3;

function* hunks(edits: readonly Edit[]): Generator<string> {
  let at = 0;
  const changed = edits.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  while (at < changed.length) {
    let last = at;
    while (last + 1 < changed.length && (changed[last + 1] ?? 0) - (changed[last] ?? 0) <= 2 * context)
      last += 1;
    const from = Math.max(0, (changed[at] ?? 0) - context);
    const to = Math.min(edits.length, (changed[last] ?? 0) + context + 1);
    const count = (part: readonly Edit[], mark: string) => part.filter((edit) => edit.mark !== mark).length;
    const range = (mark: string) => {
      const size = count(edits.slice(from, to), mark);
      const start = count(edits.slice(0, from), mark) + (size > 0 ? 1 : 0);
      return size === 1 ? String(start) : `${start},${size}`;
    };
    yield `@@ -${range('+')} +${range('-')} @@\n${edits
      .slice(from, to)
      .map(({ mark, line }) => `${mark}${line}\n`)
      .join('')}`;
    at = last + 1;
  }
}

const diff: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'uqsbwBiaNrU:');
  const [left = '', right = ''] = rest;
  const [a, b] = [await read(call, left), await read(call, right)];
  if (!a || !b) return 2;
  if (a.equals(b)) {
    if (flags.s !== undefined) call.print(`Files ${left} and ${right} are identical\n`);
    return 0;
  }
  if (flags.q !== undefined) {
    call.print(`Files ${left} and ${right} differ\n`);
    return 1;
  }
  const lines = (bytes: Buffer) =>
    bytes
      .toString()
      .replace(/\n$/, '')
      .split('\n')
      .slice(0, bytes.length === 0 ? 0 : undefined);
  const stamp = (file: string) =>
    file === '-' ? '-' : statSync(call.host(file)).mtime.toISOString().slice(0, 19).replace('T', ' ');
  call.print(`--- ${left}\t${stamp(left)}\n+++ ${right}\t${stamp(right)}\n`);
  for (const hunk of hunks(editsOf(lines(a), lines(b)))) call.print(hunk);
  return 1;
};

export const compare: Record<string, Applet> = { cmp, diff };
