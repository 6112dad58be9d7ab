import { DockerError } from '../errors.ts';

type Part = string | { path: string[]; json: boolean };

/**
 * The part of Go's templates that `--format` is used with: text, `{{.Field.Of.Field}}`, `{{json .Field}}`, and `\t` and
 * `\n` as in docker's own documentation.
 * @throws DockerError
 */
export function compileTemplate(text: string): (value: unknown) => string {
  const parts = parse(text.replaceAll('\\t', '\t').replaceAll('\\n', '\n'));
  return (value) => parts.map((part) => (typeof part === 'string' ? part : show(value, part))).join('');
}

function parse(text: string): Part[] {
  return text.split(/(\{\{.*?\}\})/s).map((piece): Part => {
    if (!piece.startsWith('{{')) return piece;
    const match = /^\{\{-?\s*(json\s+)?((?:\.\w+)+|\.)\s*-?\}\}$/.exec(piece);
    if (!match) {
      throw new DockerError(
        `template parsing error: the practice cluster's docker knows {{.Field}} and {{json .Field}}, not ${piece}`,
        64,
      );
    }
    return { json: match[1] !== undefined, path: (match[2] ?? '').split('.').filter((name) => name !== '') };
  });
}

function show(value: unknown, { path, json }: Exclude<Part, string>): string {
  let found = value;
  for (const name of path) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, name)) {
      throw new DockerError(
        `template: :1: executing "" at <.${path.join('.')}>: can't evaluate field ${name}`,
      );
    }
    found = (found as Record<string, unknown>)[name];
  }
  return json ? JSON.stringify(found) : goFormat(found);
}

/** As Go's fmt prints a value: `[a b]`, `map[a:1]`. */
function goFormat(value: unknown): string {
  if (value === null || value === undefined) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(goFormat).join(' ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, item]) => `${key}:${goFormat(item)}`).join(' ')}]`;
  }
  return String(value);
}
