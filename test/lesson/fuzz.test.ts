import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectLesson, LessonError, loadLesson } from '../../src/lesson/load.ts';

const full = join(import.meta.dirname, '../../fixtures/lessons/good/full');
// A longer run: FUZZ_RUNS=3000 npx vitest run test/lesson/fuzz.test.ts
const runs = Number(process.env.FUZZ_RUNS ?? 60);

/** Pieces that mean something to a parser, where random letters seldom do. */
const piece = fc.constantFrom(
  ...[
    '\t',
    '\n',
    '  ',
    '- ',
    ': ',
    ':',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|',
    '>',
    '#',
    '&a ',
    '*a',
    '!!x ',
    '?',
    '---\n',
  ],
  ...[
    '<!-- ',
    ' -->',
    'step: ',
    'end',
    '<!-- instructor -->',
    '```',
    '> [!TIP]\n',
    '`',
    '**',
    '](',
    '\\',
    '\r\n',
  ],
  ...[
    'checks:',
    'resource: ',
    '- id: ',
    'null',
    '~',
    '1.0',
    'true',
    '__proto__: ',
    'constructor',
    '<<: ',
    '\u0000',
    '\u2028',
    '🐳',
    '\ud800',
  ],
);

interface Edit {
  at: number;
  cut: number;
  insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
  insert: fc.oneof(
    piece,
    fc.string({ maxLength: 5 }),
    fc.array(piece, { maxLength: 4 }).map((all) => all.join('')),
  ),
});
const edits = fc.array(edit, { minLength: 1, maxLength: 6 });

function mangle(text: string, all: readonly Edit[]): string {
  return all.reduce((result, { at, cut, insert }) => {
    const place = at % (result.length + 1);
    return result.slice(0, place) + insert + result.slice(place + cut);
  }, text);
}

describe('a mangled lesson', () => {
  let dir: string;
  const original = new Map<string, string>();
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pilotage-fuzz-'));
    for (const name of ['lesson.yaml', 'en.md', 'fr.md']) {
      const text = await readFile(join(full, name), 'utf8');
      original.set(name, text);
      await writeFile(join(dir, name), text);
    }
  });
  afterEach(() => rm(dir, { recursive: true }));

  /** Loads the lesson with one file replaced; whatever is wrong with it must have a place in one of its files. */
  async function load(name: string, content: string | Uint8Array): Promise<void> {
    await writeFile(join(dir, name), content);
    const { lesson, findings } = await inspectLesson(dir);
    expect(lesson === undefined).toBe(findings.length > 0);
    for (const { file, line, column, message } of findings) {
      const lines = (await readFile(file, 'utf8')).split(/\r\n|\r|\n/);
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
      expect(message).not.toBe('');
    }
    if (!lesson) await expect(loadLesson(dir)).rejects.toThrow(LessonError);
  }

  it.each(['lesson.yaml', 'en.md'])('%s: findings with a place, and nothing else', async (name) => {
    const text = original.get(name) ?? '';
    await fc.assert(
      fc.asyncProperty(edits, (all) => load(name, mangle(text, all))),
      { numRuns: runs },
    );
  });

  it.each(['lesson.yaml', 'en.md'])('%s of any bytes', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => load(name, bytes)),
      { numRuns: runs },
    );
  });

  it.each(['lesson.yaml', 'en.md'])('%s of pieces alone', async (name) => {
    const text = fc.array(piece, { maxLength: 60 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(text, (content) => load(name, content)),
      { numRuns: runs },
    );
  });
});
