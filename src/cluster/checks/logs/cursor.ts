/** Where in a log reading has come to, so that a request made again passes on no line twice and leaves none out. */
export interface LineCursor {
  /** The time to ask the API for next: whole seconds, as it takes no finer ones. Undefined is from the start. */
  from(): string | undefined;
  /** The texts of those stamped lines that are new. */
  take(stamped: readonly string[]): string[];
}

export function createLineCursor(since: Date | undefined): LineCursor {
  const start = since === undefined ? '' : comparable(since.toISOString());
  let last = start;
  /** How many lines were passed on with the time `last`: several may be written at once. */
  let atLast = 0;
  let skip = 0;

  return {
    from() {
      skip = atLast;
      return last === '' ? undefined : `${last.slice(0, 19)}Z`;
    },
    take(stamped) {
      const fresh: string[] = [];
      for (const line of stamped) {
        const space = line.indexOf(' ');
        const time = comparable(line.slice(0, Math.max(space, 0)));
        if (time === '' || time < last) continue;
        if (time > last) {
          last = time;
          atLast = 0;
          skip = 0;
        }
        if (skip > 0) {
          skip--;
          continue;
        }
        atLast++;
        fresh.push(line.slice(space + 1).replace(/\r$/, ''));
      }
      return fresh;
    },
  };
}

/** RFC 3339 times in UTC with fractions of any length, so that they compare as text; empty for what is none. */
function comparable(time: string): string {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(time);
  if (match === null) return '';
  const [, seconds = '', fraction = '', zone] = match;
  if (zone === 'Z') return `${seconds}.${fraction.padEnd(9, '0')}`;
  return `${new Date(`${seconds}${zone}`).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}`;
}
