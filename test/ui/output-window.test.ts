import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputBuffer } from '../../src/shell/output.ts';
import { linesOf, OutputPane } from '../../src/ui/run/output-window.ts';
import { wrapExactly } from '../../src/ui/text.ts';

const lines = fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 });
const height = fc.integer({ min: 1, max: 12 });
const moves = fc.array(fc.integer({ min: -8, max: 8 }), { maxLength: 10 });
const width = 7;

describe('a window on an output', () => {
  it('shows what a window on all of it, wrapped, would show', () => {
    fc.assert(
      fc.property(lines, height, moves, (all, rows, by) => {
        const pane = new OutputPane(linesOf(all), width);
        const wrapped = all.flatMap((line) => wrapExactly(line, width));
        const most = Math.max(0, wrapped.length - rows);
        let top: ReturnType<OutputPane['moved']>;
        let offset = most;
        for (const step of by) {
          top = pane.moved(rows, top, step);
          offset = Math.max(0, Math.min(most, offset + step));
          expect(pane.window(rows, top).lines).toEqual(wrapped.slice(offset, offset + rows));
        }
        expect(pane.rows(1000)).toBe(wrapped.length);
      }),
    );
  });

  it('stays where it is while lines come, and follows them at the end', () => {
    const output = new OutputBuffer();
    for (let line = 0; line < 20; line++) output.write(`line ${line}\n`);
    const pane = new OutputPane(output, 40);
    const up = pane.moved(5, undefined, -3);
    expect(pane.window(5, up).lines[0]).toBe('line 12');
    output.write('line 20\nline 21\n');
    expect(pane.window(5, up)).toMatchObject({ above: 12, below: 5 });
    expect(pane.window(5, up).lines[0]).toBe('line 12');
    expect(pane.window(5, undefined).lines.at(-1)).toBe('line 21');
    expect(pane.moved(5, up, 100)).toBeUndefined();
  });

  it('moves on with what is kept, where the lines it showed are gone', () => {
    const output = new OutputBuffer({ lines: 10 });
    for (let line = 0; line < 10; line++) output.write(`line ${line}\n`);
    const pane = new OutputPane(output, 40);
    const top = pane.moved(3, undefined, Number.NEGATIVE_INFINITY);
    for (let line = 10; line < 100; line++) output.write(`line ${line}\n`);
    expect(pane.window(3, top).lines).toEqual(['line 90', 'line 91', 'line 92']);
  });
});
