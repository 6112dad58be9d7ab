import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const root = join(import.meta.dirname, '..', '..');

export const targets = ['lesson.yaml', 'en.md', 'deck', 'index.json'] as const;
export type Target = (typeof targets)[number];

/** A file that somebody could give to the program. */
export interface Input {
  readonly target: Target;
  readonly bytes: Uint8Array;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What is mangled. */
const originals: Readonly<Record<Target, readonly string[]>> = {
  'lesson.yaml': [read('fixtures/lessons/good/full/lesson.yaml')],
  'en.md': [read('fixtures/lessons/good/full/en.md')],
  deck: [
    ...globSync('fixtures/imports/*/*.md', { cwd: root }).sort().map(read),
    // What others wrote is not ours to ship; where it is, it is mangled, too.
    ...(existsSync(join(root, '../shared/seeds'))
      ? globSync('../shared/seeds/*', { cwd: root }).sort().map(read)
      : []),
  ],
  'index.json': [read('fixtures/imports/scenario/index.json')],
};

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
  ...['checks:', 'resource: ', '- id: ', 'null', '~', '1.0', 'true', '__proto__: ', 'constructor', '<<: '],
  ...['\u0000', '\u2028', '🐳', '\ud800', '\u00a0', '\u200b', '”', '–', '√©', 'Ã©', '≈ì'],
  ...[
    '.exercise[\n',
    '.lab[',
    '.a.b[',
    '\n]\n',
    '\n---\n',
    '\n--\n',
    '\n???\n',
    'class: title\n',
    '\n```bash\n',
    '\n~~~\n',
  ],
  ...[
    '<!-- ```wait x``` -->',
    '```key ^C```',
    '{{exec}}',
    '`ls`{{exec}}',
    '<pre>',
    '<script>',
    '<!-- question: a -->',
  ],
  ...[
    'kubectl run ',
    'kubectl obtenir ',
    '--record',
    '| jq .a',
    ' <<EOF\n',
    '$(',
    '${',
    'for A in b c; do ',
    '$ A / b',
    ' && ',
  ],
);

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly insert: string;
  readonly times: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
  insert: fc.oneof(
    piece,
    fc.string({ maxLength: 5 }),
    fc.array(piece, { maxLength: 4 }).map((all) => all.join('')),
  ),
  // What takes the square of its length to read takes too long only where it is long.
  times: fc.oneof(
    { weight: 30, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constantFrom(50, 2000) },
  ),
});

function mangle(text: string, edits: readonly Edit[]): string {
  return edits.reduce((result, { at, cut, insert, times }) => {
    const place = at % (result.length + 1);
    return result.slice(0, place) + insert.repeat(times) + result.slice(place + cut);
  }, text);
}

const encode = (text: string) => new TextEncoder().encode(text);

function inputFor(target: Target): fc.Arbitrary<Input> {
  const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
  const mangled = fc
    .tuple(fc.constantFrom(...originals[target]), edits)
    .map(([text, all]) => encode(mangle(text, all)));
  const pieces = fc.array(piece, { maxLength: 80 }).map((all) => encode(all.join('')));
  const bytes = fc.uint8Array({ maxLength: 200 });
  return fc
    .oneof(
      { weight: 6, arbitrary: mangled },
      { weight: 2, arbitrary: pieces },
      { weight: 1, arbitrary: bytes },
    )
    .map((content) => ({ target, bytes: content }));
}

/** Any input, the kinds in turn as likely as their numbers of ways to be wrong. */
export const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 3, arbitrary: inputFor('lesson.yaml') },
  { weight: 3, arbitrary: inputFor('en.md') },
  { weight: 5, arbitrary: inputFor('deck') },
  { weight: 1, arbitrary: inputFor('index.json') },
);

/** Inputs of one kind. */
export const inputOf = inputFor;
