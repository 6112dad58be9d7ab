import { Cron } from 'croner';

/** When a CronJob is due. */
export interface Schedule {
  /** The first time after this one, in milliseconds since the epoch; undefined when it never comes again. */
  next(after: number): number | undefined;
}

const limits = [59, 23, 31, 12, 6];
const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000 };

/** @throws Error that says in a Kubernetes server's words what is wrong. */
export function parseSchedule(text: string, timeZone = 'Etc/UTC'): Schedule {
  const every = /^@every ((?:\d+[hms])+)$/.exec(text)?.[1];
  if (every !== undefined) return fixed(every);
  const fields = text.trim().split(/\s+/);
  if (!text.startsWith('@')) {
    if (fields.length !== 5)
      throw new Error(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
    for (const [index, field] of fields.entries()) checkRange(field, limits[index] ?? 0);
  }
  // To croner, a question mark is the present; to Kubernetes, it is a star.
  const pattern = text.startsWith('@') ? text : fields.join(' ').replaceAll('?', '*');
  try {
    const cron = new Cron(pattern, { mode: '5-part', paused: true, timezone: timeZone, sloppyRanges: true });
    // A time zone is looked at when it is first used.
    cron.nextRun();
    return { next: (after) => cron.nextRun(new Date(after))?.getTime() };
  } catch (error) {
    throw new Error((error as Error).message.replace(/^CronPattern: /, ''));
  }
}

function fixed(every: string): Schedule {
  const period = [...every.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
  return { next: (after) => Math.floor(after / 1000) * 1000 + Math.max(1000, period) };
}

function checkRange(field: string, limit: number): void {
  for (const part of field.split(',')) {
    const end = /^(?:\d+-)?(\d+)(?:\/\d+)?$/.exec(part)?.[1];
    // Sunday is 7 to croner alone.
    if (end !== undefined && Number(end) > limit)
      throw new Error(`end of range (${end}) above maximum (${limit}): ${part}`);
  }
}
