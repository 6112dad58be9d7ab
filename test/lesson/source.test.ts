import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSource, lineText, offsetOfLine, positionAt } from '../../src/lesson/source.ts';

describe('a place in a file', () => {
  it('is a line and a column from 1, whatever ends the lines', () => {
    const { text, ...source } = createSource('x', '\ufeffone\r\ntwo\rthree');
    expect(text).toBe('one\ntwo\nthree');
    const at = (offset: number) => positionAt({ text, ...source }, offset);
    expect(at(0)).toEqual({ line: 1, column: 1 });
    expect(at(3)).toEqual({ line: 1, column: 4 });
    expect(at(4)).toEqual({ line: 2, column: 1 });
    expect(at(99)).toEqual({ line: 3, column: 6 });
    expect(at(-1)).toEqual({ line: 1, column: 1 });
  });

  it('leads back to its offset', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é') });
    fc.assert(
      fc.property(texts, fc.nat(), (text, any) => {
        const source = createSource('x', text);
        const offset = any % (source.text.length + 1);
        const { line, column } = positionAt(source, offset);
        expect(offsetOfLine(source, line) + column - 1).toBe(offset);
        expect(lineText(source, line)).not.toContain('\n');
      }),
    );
  });
});
