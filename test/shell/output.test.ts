import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutputBuffer } from '../../src/shell/output.ts';

function written(text: string, limits = {}): OutputBuffer {
  const buffer = new OutputBuffer(limits);
  buffer.write(text);
  return buffer;
}

const lines = (text: string) => written(text).tail(100);

describe('OutputBuffer', () => {
  test('lines, the unfinished one among them', () => {
    const buffer = written('one\ntwo\n\nfo');
    expect(buffer.tail(10)).toEqual(['one', 'two', '', 'fo']);
    buffer.write('ur\r\n');
    expect(buffer.tail(2)).toEqual(['', 'four']);
    expect(buffer.total).toBe(4);
  });

  test('the last lines only, counted all the same', () => {
    const buffer = new OutputBuffer({ lines: 10 });
    for (let i = 0; i < 1000; i++) buffer.write(`line ${i}\n`);
    buffer.write('unfinished');
    expect([buffer.total, buffer.first]).toEqual([1001, 990]);
    expect(buffer.tail(3)).toEqual(['line 998', 'line 999', 'unfinished']);
    expect(buffer.tail(100)).toHaveLength(11);
    expect(buffer.slice(0, 992)).toEqual(['line 990', 'line 991']);
    expect(buffer.slice(999, 1001)).toEqual(['line 999', 'unfinished']);
    expect(buffer.slice(1001, 2000)).toEqual([]);
  });

  test.each([
    ['a progress bar shows its last state', '10%\r50%\r100%\ndone\n', ['100%', 'done']],
    ['a return at the end keeps the line', '50%\r', ['50%']],
    ['a return before the line end', 'a\r\r\nb', ['a', 'b']],
    ['a shorter text leaves nothing of a longer one', 'downloading\rok\n', ['ok']],
    ['backspaces', 'ab\b\bcd\n|\b/\b-\b\n', ['cd', '-']],
    ['more backspaces than text', 'a\b\b\bb\n', ['b']],
    ['a backspace over a character of two halves', 'a😀\bb', ['ab']],
  ])('%s', (_, text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  test.each([
    [
      'a colour ends with its line and begins with the next',
      '\x1b[31mone\ntwo\x1b[0m\nthree',
      ['\x1b[31mone\x1b[0m', '\x1b[31mtwo\x1b[0m\x1b[0m', 'three'],
    ],
    [
      'only what is in force goes on',
      '\x1b[1;31;44ma\x1b[22;39m\x1b[3m\nb',
      ['\x1b[1;31;44ma\x1b[22;39m\x1b[3m\x1b[0m', '\x1b[44;3mb\x1b[0m'],
    ],
    [
      'colours by number',
      '\x1b[38;5;9;48;2;1;2;3;4:3ma\nb',
      ['\x1b[38;5;9;48;2;1;2;3;4:3ma\x1b[0m', '\x1b[38;5;9;48;2;1;2;3;4:3mb\x1b[0m'],
    ],
    ['a return keeps the colour', '\x1b[32m10%\r20%', ['\x1b[32m20%\x1b[0m']],
    ['a bare m resets', '\x1b[31ma\x1b[m\nb', ['\x1b[31ma\x1b[m\x1b[0m', 'b']],
  ])('%s', (_, text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  test('ten megabytes on one line', () => {
    const buffer = new OutputBuffer({ lineLength: 1000 });
    for (let i = 0; i < 160; i++) buffer.write('x'.repeat(65_536));
    expect(buffer.tail(1)).toEqual([`${'x'.repeat(1000)}…`]);
    buffer.write('\nnext\n');
    expect(buffer.tail(2)).toEqual([`${'x'.repeat(1000)}…`, 'next']);
    buffer.write(`${'y'.repeat(2000)}\rshort\n`);
    expect(buffer.tail(1)).toEqual(['short']);
  });

  test('a long line is not cut within a character', () => {
    expect(written('abc😀d', { lineLength: 4 }).tail(1)).toEqual(['abc…']);
  });

  test('the characters in all are bounded', () => {
    const buffer = new OutputBuffer({ characters: 1000 });
    for (let i = 0; i < 100; i++) buffer.write(`${'z'.repeat(100)}\n`);
    expect(buffer.tail(1000)).toHaveLength(10);
    expect(buffer.total).toBe(100);
  });

  test('colours without text cannot make a line grow', () => {
    const buffer = new OutputBuffer({ lineLength: 100 });
    for (let i = 0; i < 10_000; i++) buffer.write(`\x1b[3${i % 8}m`);
    buffer.write('x');
    expect(buffer.tail(1)[0]?.length).toBeLessThan(500);
  });

  test('however the text is cut into pieces, the lines are the same', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\r', '\b', '\r\n', '\x1b[31m', '\x1b[0m'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const buffer = new OutputBuffer({ lines: 5, lineLength: 8 });
        for (const one of pieces) buffer.write(one);
        const whole = written(pieces.join(''), { lines: 5, lineLength: 8 });
        expect(buffer.tail(10)).toEqual(whole.tail(10));
        expect(buffer.total).toBe(whole.total);
      }),
    );
  });

  test('a version that grows, and one notification for many changes', async () => {
    const buffer = new OutputBuffer({ interval: 5 });
    let calls = 0;
    const called = new Promise<number>((resolve) => {
      buffer.subscribe(() => resolve(++calls));
    });
    const before = buffer.version;
    for (let i = 0; i < 100; i++) buffer.write('x\n');
    expect(calls).toBe(0);
    expect(await called).toBe(1);
    expect(buffer.version).toBeGreaterThan(before);
  });

  test('nobody is called after unsubscribing', async () => {
    const buffer = new OutputBuffer({ interval: 1 });
    let calls = 0;
    const stop = buffer.subscribe(() => calls++);
    const other = new Promise<void>((resolve) => buffer.subscribe(resolve));
    stop();
    buffer.write('x');
    await other;
    expect(calls).toBe(0);
  });
});
