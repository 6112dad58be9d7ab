import type { Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** How the bytes of UTF-8 look to somebody who reads them as that. */
const readAs: readonly (readonly [name: string, label: string, pattern: RegExp])[] = [
  [
    'Windows-1252 or Latin-1',
    'windows-1252',
    /(?:[\u00c2-\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]|\u00e2\u20ac[\u0080-\u00bf\u0152\u0153\u0161\u017e\u02dc\u2013-\u2122]?)/g,
  ],
  [
    'Mac Roman',
    'macintosh',
    /(?:\u221a[\u00a0-\u2265\u0100-\u03ff\ufb00-\ufb02]|\u00ac[\u00a0\u00ab\u00bb\u00aa]|\u201a\u00c4[\u00ec\u00ed\u00ee\u00ef\u00fa\u00f9\u00f2\u00f4\u2122\u00b6])/g,
  ],
];

export const wrongEncoding: Rule = {
  id: 'wrong-encoding',
  severity: 'error',
  what: 'A text was UTF-8, was read as something else, and was saved like that.',
  why: 'Learners see `d√©ployer` or `dÃ©ployer` instead of `déployer`.',
  wrong: 'd√©ployer une image',
  right: 'déployer une image',
  *find({ pages, source, files }: Subject) {
    const texts = [
      source,
      ...pages.map((page) => page.source),
      ...files.flatMap((file) => file.source ?? []),
    ];
    for (const text of texts) {
      for (const [name, label, pattern] of readAs) {
        for (const { 0: found, index } of text.text.matchAll(pattern)) {
          const meant = repaired(found, label);
          yield {
            source: text,
            offset: index,
            message: `\`${found}\` is UTF-8 that was read as ${name}`,
            fix: meant === undefined ? 'take the text from where it was still right' : `write \`${meant}\``,
            ...(meant !== undefined && { edit: { length: found.length, text: meant } }),
          };
        }
      }
    }
  },
};

/** What the characters were before their bytes were misread; undefined where they were no whole character. */
function repaired(text: string, label: string): string | undefined {
  const table = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const bytes = [...text].map((character) => table.indexOf(character));
  if (bytes.includes(-1)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
