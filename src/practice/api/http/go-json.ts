import { badRequest } from '../errors.ts';

/** How a server written in Go says what JavaScript says of malformed JSON. */
const phrases: readonly [RegExp, (character: string) => string][] = [
  [
    /^Unexpected end|^Unterminated|^Expected .* in JSON at position (\d+) .*end/i,
    () => 'unexpected end of JSON input',
  ],
  [/^Unexpected non-whitespace/, (one) => `invalid character ${one} after top-level value`],
  [
    /^Expected property name|^Expected double-quoted/,
    (one) => `invalid character ${one} looking for beginning of object key string`,
  ],
  [/^Expected ':'/, (one) => `invalid character ${one} after object key`],
  [/^Expected ',' or '}'/, (one) => `invalid character ${one} after object key:value pair`],
  [/^Expected ',' or '\]'/, (one) => `invalid character ${one} after array element`],
  [/^Bad control/, (one) => `invalid character ${one} in string literal`],
  [/^Bad (escaped|Unicode)/, (one) => `invalid character ${one} in string escape code`],
];

/** The value of a JSON text, or what Go's parser says is wrong with it. */
export function parseGoJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: problemOf((error as Error).message, text) };
  }
}

function problemOf(message: string, text: string): string {
  if (text.trim() === '') return 'unexpected end of JSON input';
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
  // Without a position, the message quotes the character.
  const character = Number.isNaN(position) ? /^Unexpected token '(.)'/su.exec(message)?.[1] : text[position];
  if (character === undefined) return 'unexpected end of JSON input';
  const shown =
    character === "'" ? `'\\''` : `'${JSON.stringify(character).slice(1, -1).replace('\\"', '"')}'`;
  const known = phrases.find(([pattern]) => pattern.test(message));
  return known ? known[1](shown) : `invalid character ${shown} looking for beginning of value`;
}

const typeMeta =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** The object in a JSON text. @throws ApiError 400 */
export function parseObject(text: string, kind: string): unknown {
  const parsed = parseGoJson(text);
  if ('problem' in parsed)
    throw unrecognized(kind, `couldn't get version/kind; json parse error: ${parsed.problem}`, text);
  const { value } = parsed;
  const type = Array.isArray(value)
    ? 'array'
    : value === null || typeof value === 'object'
      ? undefined
      : goType(value);
  if (type === undefined) return value ?? {};
  const why = `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type ${typeMeta}`;
  throw unrecognized(kind, why, text);
}

function goType(value: unknown): string {
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** 400 for a body that is no object at all, with the beginning of it. */
export function unrecognized(kind: string, why: string, body: string | Buffer) {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): ${why} (${summary(Buffer.from(body))})`,
  );
}

const shownBytes = 30;

function summary(bytes: Buffer): string {
  if (bytes.length === 0) return '<empty>';
  const encoding = bytes[0] === 0x7b ? 'utf8' : 'hex';
  const start = bytes.subarray(0, shownBytes).toString(encoding);
  return bytes.length > shownBytes ? `${start} ...` : start;
}
