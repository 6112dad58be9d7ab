/** One record of a container's log, as it lies on disk: `2026-01-02T03:04:05.678000001Z stdout F the line`. */
export interface LogRecord {
  time: string;
  stream: 'stdout' | 'stderr';
  /** What the container wrote; with its newline, unless the line was cut. */
  text: string;
}

const pattern = /^(\S+) (stdout|stderr) ([FP]) (.*)$/s;

export function formatRecord(
  time: string,
  stream: 'stdout' | 'stderr',
  isWhole: boolean,
  line: Buffer,
): Buffer {
  return Buffer.concat([Buffer.from(`${time} ${stream} ${isWhole ? 'F' : 'P'} `), line, newline]);
}

export const newline = Buffer.from('\n');

/** Undefined for what is no record: the rest of one that a full disk cut off. */
export function parseRecord(line: string): LogRecord | undefined {
  const match = pattern.exec(line);
  if (!match) return undefined;
  const [, time = '', stream, kind, text = ''] = match;
  return { time, stream: stream === 'stderr' ? 'stderr' : 'stdout', text: kind === 'F' ? `${text}\n` : text };
}

/** Times for records: no two are the same, and they sort as they were made. */
export function createRecordTimes(now: () => number): () => string {
  let last = 0;
  let count = 0;
  return () => {
    const time = Math.max(now(), last);
    count = time === last ? count + 1 : 0;
    last = time;
    return `${new Date(time).toISOString().slice(0, -1)}${String(count % 1_000_000).padStart(6, '0')}Z`;
  };
}
