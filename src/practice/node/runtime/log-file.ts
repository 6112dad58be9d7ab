import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { logFileSize } from '../settings.ts';
import { createRecordTimes, formatRecord, type LogRecord, newline, parseRecord } from './log-lines.ts';

export interface LogReading {
  follow?: boolean;
  tailLines?: number;
  /** Lines at or after this time. */
  since?: Date;
  timestamps?: boolean;
}

/** What one container wrote, from its start to its end: the latest of it, on disk. */
export interface LogFile {
  write(stream: 'stdout' | 'stderr', data: string | Uint8Array): void;
  /** Nothing more will come. */
  end(): void;
  /** Text as the container wrote it, a part at a time; to the end of the log's life if it is followed. */
  read(reading: LogReading, signal?: AbortSignal): AsyncGenerator<string>;
  /** The same record by record. */
  records(reading: LogReading, signal?: AbortSignal): AsyncGenerator<LogRecord[]>;
}

/** A longer line is kept in parts. */
const longestLine = 16 * 1024;
const chunkSize = 64 * 1024;

/** `file`, and `file.1` with what came before it. */
export function createLogFile(file: string, now: () => number): LogFile {
  mkdirSync(path.dirname(file), { recursive: true });
  const older = `${file}.1`;
  const nextTime = createRecordTimes(now);
  const cut = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  const waiting = new Set<() => void>();
  // Positions count every byte ever written, so that a reader knows its place over a rotation.
  const sizeBefore = existsSync(older) ? statSync(older).size : 0;
  let oldest = 0;
  let start = sizeBefore;
  let end = start + (existsSync(file) ? statSync(file).size : 0);
  let open: number | undefined;
  let ended = false;

  const wake = () => {
    for (const resume of waiting) resume();
    waiting.clear();
  };
  const append = (record: Buffer) => {
    open ??= openSync(file, 'a');
    if (end - start + record.length > logFileSize && end > start) {
      closeSync(open);
      renameSync(file, older);
      oldest = start;
      start = end;
      open = openSync(file, 'a');
    }
    end += writeSync(open, record);
  };
  const close = () => {
    if (open !== undefined) closeSync(open);
    open = undefined;
  };

  /** Bytes from `position` on, at most a chunk of one of the two files. */
  const bytesAt = (position: number): Buffer => {
    const inOlder = position < start;
    const length = Math.min(chunkSize, (inOlder ? start : end) - position);
    const bytes = Buffer.alloc(length);
    const from = openSync(inOlder ? older : file, 'r');
    try {
      return bytes.subarray(0, readSync(from, bytes, 0, length, position - (inOlder ? oldest : start)));
    } finally {
      closeSync(from);
    }
  };

  const tailPosition = (lines: number): number => {
    const starts: number[] = [];
    let first = 0;
    let lineStart = oldest;
    for (let position = oldest; position < end; ) {
      const bytes = bytesAt(position);
      if (bytes.length === 0) break;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
        starts.push(lineStart);
        if (starts.length - first > lines) first += 1;
        lineStart = position + at + 1;
      }
      position += bytes.length;
    }
    return starts[first] ?? end;
  };

  const log: LogFile = {
    write(stream, data) {
      // A server may still answer somebody when its container has ended, and its pod's folder may be gone.
      if (ended) return;
      let rest = Buffer.concat([cut[stream], typeof data === 'string' ? Buffer.from(data) : data]);
      for (let at = rest.indexOf(newline); at >= 0; at = rest.indexOf(newline)) {
        append(formatRecord(nextTime(), stream, true, rest.subarray(0, at)));
        rest = rest.subarray(at + 1);
      }
      while (rest.length > longestLine) {
        append(formatRecord(nextTime(), stream, false, rest.subarray(0, longestLine)));
        rest = rest.subarray(longestLine);
      }
      cut[stream] = Buffer.from(rest);
      wake();
    },
    end() {
      if (ended) return;
      for (const stream of ['stdout', 'stderr'] as const) {
        if (cut[stream].length > 0) append(formatRecord(nextTime(), stream, false, cut[stream]));
      }
      ended = true;
      close();
      wake();
    },
    async *records({ follow = false, tailLines, since }, signal) {
      const from = since?.toISOString().slice(0, -1);
      let position = tailLines === undefined ? oldest : tailPosition(tailLines);
      let rest: Buffer = Buffer.alloc(0);
      while (!signal?.aborted) {
        // A reader that was slow over two rotations has lost what was between.
        if (position < oldest) {
          position = oldest;
          rest = Buffer.alloc(0);
        }
        if (position >= end) {
          if (!follow || ended) return;
          await new Promise<void>((resolve) => {
            const done = () => {
              signal?.removeEventListener('abort', done);
              waiting.delete(done);
              resolve();
            };
            waiting.add(done);
            signal?.addEventListener('abort', done, { once: true });
          });
          continue;
        }
        const bytes = bytesAt(position);
        position += bytes.length;
        const whole = Buffer.concat([rest, bytes]);
        const last = whole.lastIndexOf(10);
        rest = whole.subarray(last + 1);
        const records = whole
          .subarray(0, last + 1)
          .toString()
          .split('\n')
          .slice(0, -1)
          .map(parseRecord);
        const wanted = records.filter((record) => record !== undefined && (!from || record.time >= from));
        if (wanted.length > 0) yield wanted as LogRecord[];
      }
    },
    async *read(reading, signal) {
      for await (const records of log.records(reading, signal)) {
        yield records.map(({ time, text }) => (reading.timestamps ? `${time} ${text}` : text)).join('');
      }
    },
  };
  return log;
}
