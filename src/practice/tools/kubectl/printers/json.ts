/** JSON as Go writes it: keys sorted, `<`, `>` and `&` escaped. Without `indent` on one line. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(sorted(value), undefined, indent).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object).sort(byBytes);
  return Object.fromEntries(keys.map((key) => [key, sorted(object[key])]));
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
