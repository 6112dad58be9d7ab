import { constants } from 'node:os';
import { type Applet, options } from './applet.ts';

const units: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `1.5`, `2m`: milliseconds, or undefined. */
export function duration(text: string): number | undefined {
  if (/^inf(inity)?$/.test(text)) return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * (units[match[2] ?? ''] ?? 1) * 1000 : undefined;
}

const numbers = constants.signals as Readonly<Record<string, number>>;

/** `timeout [-s SIGNAL] SECONDS COMMAND`: as busybox, whose status is that of what it ended. */
export const timeout: Applet = async ({ args, process, complain }) => {
  const { flags, rest } = options(args, '+s:k:t:');
  const [given = '', ...argv] = rest;
  const patience = duration(given);
  if (patience === undefined) return complain(`invalid number '${given}'`);
  const wanted = (flags.s ?? 'TERM').toUpperCase().replace(/^SIG/, '');
  const number = /^\d+$/.test(wanted) ? Number(wanted) : (numbers[`SIG${wanted}`] ?? 15);
  const end = new AbortController();
  const timer = process.clock.after(patience, () => end.abort('SIGTERM'));
  try {
    const status = await process.spawn(argv, { signal: AbortSignal.any([process.signal, end.signal]) });
    if (!end.signal.aborted) return status;
    process.stderr(number === 9 ? 'Killed\n' : 'Terminated\n');
    return 128 + number;
  } finally {
    timer.cancel();
  }
};
