/** JSON as Go writes a map: keys sorted, `<`, `>` and `&` escaped. Without `indent` on one line. */
export function toJson(value: unknown, indent?: number): string {
  return stringify(sorted(value), indent);
}

const FIRST = ['kind', 'apiVersion', 'metadata'];
const METADATA = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
];

/** JSON as Go writes an object whose type it knows: fields in the order of the type. */
export function toTypedJson(object: Record<string, unknown>, indent: number): string {
  const ordered = inOrder(object, FIRST);
  if (typeof object.metadata === 'object' && object.metadata !== null) {
    ordered.metadata = inOrder(object.metadata as Record<string, unknown>, METADATA);
  }
  return stringify(ordered, indent);
}

function inOrder(object: Record<string, unknown>, first: readonly string[]): Record<string, unknown> {
  const keys = Object.keys(object);
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  return Object.fromEntries(keys.sort((a, b) => rank(a) - rank(b)).map((key) => [key, object[key]]));
}

function stringify(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(/[<>&\u2028\u2029]/g, unicodeEscape);
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
