import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogFile, type LogReading } from '../../../src/practice/node/runtime/log-file.ts';
import { logFileSize } from '../../../src/practice/node/settings.ts';

let folder: string;
let time: number;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pilotage-test-'));
  time = Date.UTC(2026, 0, 1);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => createLogFile(path.join(folder, '0.log'), () => time);

async function all(log: ReturnType<typeof open>, reading: LogReading = {}): Promise<string> {
  let text = '';
  for await (const part of log.read(reading)) text += part;
  return text;
}

describe("a container's log", () => {
  it('gives back what was written, whole lines at a time', async () => {
    const log = open();
    log.write('stdout', 'one\ntw');
    log.write('stderr', 'oops\n');
    log.write('stdout', Buffer.from('o\nthr'));
    expect(await all(log)).toBe('one\noops\ntwo\n');
    log.end();
    expect(await all(log)).toBe('one\noops\ntwo\nthr');
    expect(await all(open())).toBe('one\noops\ntwo\nthr');
  });

  it('takes nothing more once it has ended, and its folder may be gone by then', async () => {
    const log = open();
    log.write('stdout', 'one\n');
    log.end();
    log.write('stdout', 'late\n');
    expect(await all(log)).toBe('one\n');
    rmSync(folder, { recursive: true });
    expect(() => log.write('stderr', 'later\n')).not.toThrow();
  });

  it('does not cut characters', async () => {
    const log = open();
    const bytes = Buffer.from('né🚀\n');
    for (const byte of bytes) log.write('stdout', Buffer.from([byte]));
    expect(await all(log)).toBe('né🚀\n');
  });

  it('knows when each line was written', async () => {
    const log = open();
    log.write('stdout', 'a\n');
    time += 60_000;
    log.write('stdout', 'b\nc\n');
    expect(await all(log, { timestamps: true })).toBe(
      '2026-01-01T00:00:00.000000000Z a\n2026-01-01T00:01:00.000000000Z b\n2026-01-01T00:01:00.000000001Z c\n',
    );
    expect(await all(log, { since: new Date(time) })).toBe('b\nc\n');
  });

  it('shows its last lines', async () => {
    const log = open();
    for (let line = 0; line < 1000; line += 1) log.write('stdout', `line ${line}\n`);
    expect(await all(log, { tailLines: 2 })).toBe('line 998\nline 999\n');
    expect(await all(log, { tailLines: 0 })).toBe('');
    expect((await all(log, { tailLines: 5000 })).split('\n')).toHaveLength(1001);
  });

  it('is followed to its end', async () => {
    const log = open();
    log.write('stdout', 'before\n');
    const parts = log.read({ follow: true });
    expect((await parts.next()).value).toBe('before\n');
    const next = parts.next();
    log.write('stdout', 'after\n');
    expect((await next).value).toBe('after\n');
    log.end();
    expect((await parts.next()).done).toBe(true);
  });

  it('is followed until nobody wants to know any more', async () => {
    const log = open();
    const ending = new AbortController();
    const next = log.read({ follow: true }, ending.signal).next();
    ending.abort();
    expect((await next).done).toBe(true);
  });

  it('keeps to its size, and a reader to its place', async () => {
    const log = open();
    const line = `${'x'.repeat(1000)}\n`;
    const reader = log.read({ follow: true });
    log.write('stdout', 'first\n');
    expect((await reader.next()).value).toBe('first\n');
    for (let bytes = 0; bytes < 3 * logFileSize; bytes += line.length) log.write('stdout', line);
    log.write('stdout', 'last\n');
    log.end();
    const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
    expect(sizes.length).toBe(2);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(logFileSize);
    let text = '';
    for await (const part of reader) text += part;
    expect(text.length).toBeGreaterThan(logFileSize / 2);
    expect(text.replaceAll(line, '')).toBe('last\n');
  });

  it('splits a line that never ends', async () => {
    const log = open();
    log.write('stdout', 'y'.repeat(100_000));
    log.end();
    expect(await all(log)).toBe('y'.repeat(100_000));
  });
});
