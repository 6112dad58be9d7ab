/** A value as Go's `%v` shows it: `map[a:1 b:[x y]]`, `<nil>`. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, one]) => `${key}:${goValue(one)}`).join(' ')}]`;
  }
  return String(value);
}

/** The Go type of a value read from JSON, for error texts. */
export function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object' && value !== null) return 'map[string]interface {}';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return '<nil>';
}

/** A string as Go's `%q` quotes it. */
export function goQuote(text: string): string {
  return JSON.stringify(text).replace(/\\u00(..)/g, '\\x$1');
}
