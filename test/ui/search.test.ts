import fc from 'fast-check';
import stripAnsi from 'strip-ansi';
import { describe, expect, it } from 'vitest';
import { linesOf, OutputPane } from '../../src/ui/run/output-window.ts';
import { findLine, withMatches } from '../../src/ui/run/search.ts';

const lines = ['Pod one', 'nothing', 'a \u001B[31mpo\u001B[0md two', 'nothing', 'pod THREE'];
const source = linesOf(lines);

describe('a search in the output', () => {
  it('finds a line in both directions and round at the ends, also where colours are in between', () => {
    expect(findLine(source, 'pod', 0, 1)).toBe(0);
    expect(findLine(source, 'pod', 1, 1)).toBe(2);
    expect(findLine(source, 'pod', 5, 1)).toBe(0);
    expect(findLine(source, 'pod', 1, -1)).toBe(0);
    expect(findLine(source, 'pod', -1, -1)).toBe(4);
    expect(findLine(source, 'nowhere', 0, 1)).toBeUndefined();
    expect(findLine(linesOf([]), 'pod', 0, 1)).toBeUndefined();
  });

  it('tells capitals apart only where some are asked for, and takes every character for itself', () => {
    expect(findLine(source, 'Pod', 1, 1)).toBe(0);
    expect(findLine(source, 'three', 0, 1)).toBe(4);
    expect(findLine(linesOf(['axb', 'a.b', '[1/3] (x)*']), 'a.b', 0, 1)).toBe(1);
    expect(findLine(linesOf(['axb', 'a.b', '[1/3] (x)*']), '] (x)*', 0, 1)).toBe(2);
  });

  it('marks every match, and only these', () => {
    expect(withMatches('a pod, a pod', 'pod', false)).toBe(
      'a \u001B[7mpod\u001B[27m, a \u001B[7mpod\u001B[27m',
    );
    expect(withMatches('popo', 'po', false)).toBe('\u001B[7mpo\u001B[27m\u001B[7mpo\u001B[27m');
    // What takes all colours back within a match takes the mark back, too.
    expect(withMatches(lines[2] ?? '', 'pod', false)).toBe(
      'a \u001B[31m\u001B[7mpo\u001B[0m\u001B[7md\u001B[27m two',
    );
    expect(withMatches('none', 'pod', true)).toBe('none');
  });

  it('changes no character of a line', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'A', '🚢', '一', '.', ' ', '\u001B[31m', '\u001B[0m'),
    });
    fc.assert(
      fc.property(
        text,
        fc.string({ unit: fc.constantFrom('a', 'b', '🚢', '.') }),
        fc.boolean(),
        (line, query, found) => {
          expect(stripAnsi(withMatches(line, query, found))).toBe(stripAnsi(line));
        },
      ),
    );
  });

  it('shows the row of a long line in which the match is', () => {
    const long = linesOf(['first', `${'x'.repeat(95)}needle`, ...Array.from({ length: 30 }, () => 'more')]);
    const pane = new OutputPane(long, 10, { query: 'needle', line: 1 });
    const top = pane.showing(4, undefined, 1);
    expect(pane.window(4, top).lines.join('')).toContain('\u001B[7m');
    expect(pane.showing(4, top, 1)).toEqual(top);
  });
});
