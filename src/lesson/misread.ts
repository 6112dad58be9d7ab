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
    /(?:\u221a[\u00a0-\u2265\u0100-\u03ff\ufb00-\ufb02]|\u2248[\u00ec\u00ed]|\u00ac[\u00a0\u00ab\u00bb\u00aa]|\u201a\u00c4[\u00ec\u00ed\u00ee\u00ef\u00fa\u00f9\u00f2\u00f4\u2122\u00b6])/g,
  ],
];

/** Characters that were UTF-8 and were read as something else. */
export interface Misread {
  readonly found: string;
  readonly index: number;
  /** What they were read as. */
  readonly name: string;
  /** What they were; undefined where they were no whole character. */
  readonly meant: string | undefined;
}

/** The places of a text that look misread wherever they stand. */
export function misreadIn(text: string): Misread[] {
  return readAs.flatMap(([name, label, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
      found,
      index,
      name,
      meant: reread(found, label),
    })),
  );
}

/** So many runs must agree before a whole text is taken for misread. */
const enough = 3;

/**
 * The places of a text that was misread as a whole: then also what looks like nothing alone (`ü§î`) is known. Where most
 * of what is not ASCII would be no UTF-8, the text is right, and only what looks misread wherever it stands is said.
 */
export function misreadThroughout(text: string): Misread[] {
  const runs = [...text.matchAll(/[^\0-\x7f]+/g)];
  for (const [name, label] of readAs) {
    const places = runs.map(({ 0: found, index }) => ({ found, index, name, meant: reread(found, label) }));
    const whole = places.filter(({ meant }) => meant !== undefined);
    if (whole.length >= enough && whole.length > runs.length / 2) return whole;
  }
  return misreadIn(text);
}

const strict = new TextDecoder('utf-8', { fatal: true });
const tables = new Map<string, ReadonlyMap<string, number>>();

/** The byte of each character of an encoding. */
function tableOf(label: string): ReadonlyMap<string, number> {
  const known = tables.get(label);
  if (known) return known;
  const all = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const table = new Map([...all].map((character, byte) => [character, byte]));
  tables.set(label, table);
  return table;
}

/** What the characters were before their bytes were misread; undefined where they were no whole character. */
function reread(text: string, label: string): string | undefined {
  const table = tableOf(label);
  const bytes = [...text].map((character) => table.get(character) ?? -1);
  if (bytes.includes(-1)) return undefined;
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
