import { type Applet, options } from './applet.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const day = 86_400_000;

/** As strftime, in UTC. */
export function formatDate(date: Date, format: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day);
  const hour12 = date.getUTCHours() % 12 || 12;
  const values: Record<string, () => string> = {
    '%': () => '%',
    a: () => (days[date.getUTCDay()] ?? '').slice(0, 3),
    A: () => days[date.getUTCDay()] ?? '',
    b: () => (months[date.getUTCMonth()] ?? '').slice(0, 3),
    B: () => months[date.getUTCMonth()] ?? '',
    c: () => formatDate(date, '%a %b %e %H:%M:%S %Y'),
    C: () => two(Math.floor(date.getUTCFullYear() / 100)),
    d: () => two(date.getUTCDate()),
    D: () => formatDate(date, '%m/%d/%y'),
    e: () => String(date.getUTCDate()).padStart(2),
    F: () => date.toISOString().slice(0, 10),
    h: () => (months[date.getUTCMonth()] ?? '').slice(0, 3),
    H: () => two(date.getUTCHours()),
    I: () => two(hour12),
    j: () => String(dayOfYear + 1).padStart(3, '0'),
    k: () => String(date.getUTCHours()).padStart(2),
    l: () => String(hour12).padStart(2),
    m: () => two(date.getUTCMonth() + 1),
    M: () => two(date.getUTCMinutes()),
    n: () => '\n',
    N: () => `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`,
    p: () => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    r: () => formatDate(date, '%I:%M:%S %p'),
    R: () => date.toISOString().slice(11, 16),
    s: () => String(Math.floor(date.getTime() / 1000)),
    S: () => two(date.getUTCSeconds()),
    t: () => '\t',
    T: () => date.toISOString().slice(11, 19),
    u: () => String(date.getUTCDay() || 7),
    U: () => two(Math.floor((dayOfYear + 7 - date.getUTCDay()) / 7)),
    w: () => String(date.getUTCDay()),
    x: () => formatDate(date, '%m/%d/%y'),
    X: () => date.toISOString().slice(11, 19),
    y: () => two(date.getUTCFullYear() % 100),
    Y: () => String(date.getUTCFullYear()),
    z: () => '+0000',
    Z: () => 'UTC',
  };
  return format.replace(/%(.)/g, (all, letter: string) => values[letter]?.() ?? all);
}

/** The forms of a date that `-d` takes: `@SECONDS`, `2024-02-03 04:05[:06]`, `04:05`. Milliseconds, or undefined. */
function parseDate(text: string, now: number): number | undefined {
  if (/^@-?\d+(\.\d+)?$/.test(text)) return Number(text.slice(1)) * 1000;
  const match = /^(?:(\d{4}-\d\d-\d\d)(?:[ T](\d\d?:\d\d(?::\d\d)?)Z?)?|(\d\d?:\d\d(?::\d\d)?))$/.exec(text);
  if (!match) return undefined;
  const [, date = new Date(now).toISOString().slice(0, 10), time, timeAlone] = match;
  const clock = (time ?? timeAlone ?? '00:00').padStart(5, '0');
  const found = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  return Number.isNaN(found) ? undefined : found;
}

const isoFormats: Record<string, string> = {
  '': '%Y-%m-%d',
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H+0000',
  minutes: '%Y-%m-%dT%H:%M+0000',
  seconds: '%Y-%m-%dT%H:%M:%S+0000',
};

export const date: Applet = ({ args, process, print, complain }) => {
  const iso = args.find((arg) => /^-I/.test(arg));
  const { flags, rest } = options(
    args.filter((arg) => arg !== iso),
    'uRd:s:r:D:',
  );
  const now = process.clock.now();
  const given = rest.find((arg) => !arg.startsWith('+')) ?? flags.d;
  if (flags.s !== undefined) return complain("can't set date: Operation not permitted");
  const time = given === undefined ? now : parseDate(given, now);
  if (time === undefined) return complain(`invalid date '${given}'`);
  const format =
    iso !== undefined
      ? isoFormats[iso.slice(2)]
      : flags.R !== undefined
        ? '%a, %d %b %Y %H:%M:%S +0000'
        : rest.find((arg) => arg.startsWith('+'))?.slice(1);
  print(`${formatDate(new Date(time), format ?? '%a %b %e %H:%M:%S UTC %Y')}\n`);
  return 0;
};
