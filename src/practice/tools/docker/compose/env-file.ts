import { interpolate } from './interpolate.ts';

/**
 * Reads `NAME=value` lines as compose does: `export` may stand before, values may be quoted, `#` begins a comment, and
 * all but single quotes let variables in.
 */
export function parseEnvFile(
  text: string,
  outer: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (!match) continue;
    const [, name = '', raw = ''] = match;
    const variables = { get: (key: string) => outer[key] ?? values[key], missing: () => undefined };
    const single = /^'([^']*)'/.exec(raw)?.[1];
    const double = /^"((?:[^"\\]|\\.)*)"/.exec(raw)?.[1];
    if (single !== undefined) values[name] = single;
    else if (double !== undefined) values[name] = interpolate(unquoted(double), name, variables);
    else values[name] = interpolate(raw.replace(/(^|\s+)#.*$/, ''), name, variables);
  }
  return values;
}

function unquoted(text: string): string {
  return text.replace(
    /\\(.)/g,
    (whole, char: string) => ({ n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' })[char] ?? whole,
  );
}
