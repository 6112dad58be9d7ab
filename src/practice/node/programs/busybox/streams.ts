import { closeSync, openSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { type Applet, type AppletCall, allBytes, changing, options, reason } from './applet.ts';

/** `xargs`'s words: separated by blanks, quoted as in a shell. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:[^\s"'\\]|\\.|"[^"]*"|'[^']*')+/gs) ?? [];
  return words.map((word) =>
    word.replace(
      /\\(.)|"([^"]*)"|'([^']*)'/gs,
      (_, plain?: string, double?: string, single?: string) => plain ?? double ?? single ?? '',
    ),
  );
}

const xargs: Applet = async (call) => {
  const { flags, rest } = options(call.args, '+n:I:r0tP:L:s:ed:');
  const text = (await allBytes(call.process.stdin)).toString();
  const byLine = flags.I !== undefined || flags.L !== undefined;
  const words =
    flags['0'] !== undefined
      ? text.split('\0').filter(Boolean)
      : byLine
        ? text.split('\n').filter(Boolean)
        : wordsOf(text);
  if (words.length === 0 && flags.r !== undefined) return 0;
  const size = byLine ? 1 : Number(flags.n ?? Math.max(words.length, 1));
  const command = rest.length > 0 ? rest : ['echo'];
  if (words.length === 0 && !byLine) return (await run(call, command, flags)) === 0 ? 0 : 123;
  let status = 0;
  for (let at = 0; at < words.length; at += size) {
    const batch = words.slice(at, at + size);
    const { I: place } = flags;
    const argv =
      place === undefined
        ? [...command, ...(byLine ? wordsOf(batch[0] ?? '') : batch)]
        : command.map((word) => word.replaceAll(place, batch[0]?.trimStart() ?? ''));
    const code = await run(call, argv, flags);
    if (code === 255) return 124;
    if (code !== 0) status = 123;
  }
  return status;
};

async function run(call: AppletCall, argv: string[], flags: Record<string, string>): Promise<number> {
  if (flags.t !== undefined) call.process.stderr(`${argv.join(' ')}\n`);
  return call.process.spawn(argv, { stdin: undefined });
}

const tee: Applet = async (call) => {
  const { flags, rest } = options(call.args, 'ai');
  const open = rest.flatMap((file) => {
    try {
      return [openSync(changing(call, file), flags.a === undefined ? 'w' : 'a')];
    } catch (error) {
      call.complain(`${file}: ${reason(error)}`);
      return [];
    }
  });
  for await (const chunk of call.process.stdin ?? []) {
    call.process.stdout(chunk as Buffer);
    await call.process.stdout.full?.();
    for (const file of open) writeSync(file, chunk as Buffer);
  }
  for (const file of open) closeSync(file);
  return undefined;
};

/** Lines that are printed at a time. */
const batch = 512;

/** Lets a reader take what it was given: at once, or after a while where it all goes to a log. */
async function pace({ process: { stdout, clock, signal } }: AppletCall): Promise<void> {
  if (stdout.full) await (stdout.full() ?? turn());
  else await clock.sleep(1, signal);
}

const seq: Applet = async (call) => {
  const separate = call.args.map((arg) => (/^-\d/.test(arg) ? `\0${arg}` : arg));
  const { flags, rest } = options(separate, '+ws:f:');
  const words = rest.map((word) => word.replace('\0', ''));
  const numbers = words.map(Number);
  const [first = 1, step = 1, last] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (last === undefined || step === 0 || numbers.some(Number.isNaN))
    return call.complain(`invalid number '${words.find((word) => Number.isNaN(Number(word))) ?? ''}'`);
  const digits = Math.max(...words.map((word) => word.split('.')[1]?.length ?? 0));
  const width =
    flags.w === undefined ? 0 : Math.max(first.toFixed(digits).length, last.toFixed(digits).length);
  const separator = flags.s ?? '\n';
  const count = Math.floor((last - first) / step + 1e-9);
  let waiting = '';
  for (let index = 0; index <= count; index += 1) {
    const text = (first + index * step).toFixed(digits).padStart(width, '0');
    waiting += `${text}${index === count ? '\n' : separator}`;
    if (index % batch !== batch - 1) continue;
    call.print(waiting);
    waiting = '';
    if (call.process.signal.aborted) return 130;
    if (call.process.stdout.full) await pace(call);
  }
  call.print(waiting);
  return 0;
};

const yes: Applet = async (call) => {
  const line = `${call.args.join(' ') || 'y'}\n`;
  while (!call.process.signal.aborted) {
    call.print(line.repeat(call.process.stdout.full ? batch : 64));
    await pace(call);
  }
  return 0;
};

export const streams: Record<string, Applet> = { seq, tee, xargs, yes };
