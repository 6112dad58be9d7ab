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

/** As strftime, in UTC. */
export function formatDate(date: Date, format: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const values: Record<string, () => string> = {
    '%': () => '%',
    a: () => (days[date.getUTCDay()] ?? '').slice(0, 3),
    A: () => days[date.getUTCDay()] ?? '',
    b: () => (months[date.getUTCMonth()] ?? '').slice(0, 3),
    B: () => months[date.getUTCMonth()] ?? '',
    d: () => two(date.getUTCDate()),
    e: () => String(date.getUTCDate()).padStart(2),
    F: () => date.toISOString().slice(0, 10),
    H: () => two(date.getUTCHours()),
    m: () => two(date.getUTCMonth() + 1),
    M: () => two(date.getUTCMinutes()),
    n: () => '\n',
    N: () => `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`,
    s: () => String(Math.floor(date.getTime() / 1000)),
    S: () => two(date.getUTCSeconds()),
    T: () => date.toISOString().slice(11, 19),
    y: () => two(date.getUTCFullYear() % 100),
    Y: () => String(date.getUTCFullYear()),
    z: () => '+0000',
    Z: () => 'UTC',
  };
  return format.replace(/%(.)/g, (all, letter: string) => values[letter]?.() ?? all);
}
