/** The named character references that people write by hand; any other stays as it is written. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  larr: '←',
  rarr: '→',
  times: '×',
  copy: '©',
  laquo: '«',
  raquo: '»',
};

/** Replaces character references (`&amp;`, `&#8230;`, `&#x2026;`) by what they stand for. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    return code > 0x1f && code <= 0x10ffff && !surrogate ? String.fromCodePoint(code) : whole;
  });
}
