import { nearest } from '../../base/nearest.ts';
import { errorAt, type Finding } from '../finding.ts';
import { checkKinds, checkSchemas } from '../schema.ts';
import { keyOffsetAt, offsetAt, type Path } from '../yaml/locate.ts';
import { isObject, valueAt, type Written } from './values.ts';
import { describe, quotedList } from './words.ts';

type CheckSchema = (typeof checkSchemas)[keyof typeof checkSchemas];

const everyKind = `the kinds are ${checkKinds.join(', ')}`;

export function isCheckPath(path: Path): boolean {
  return path.length === 4 && path[0] === 'steps' && path[2] === 'checks';
}

/** The schema of the kind that a check names, or what is wrong with how it names it. */
export function checkKindOf(
  { source, parsed }: Written,
  path: Path,
): { schema: CheckSchema } | { finding: Finding } {
  const value = valueAt(parsed.value, path);
  const offset = offsetAt(parsed.root, path);
  if (!isObject(value) || Array.isArray(value)) {
    const message = `a check must be a mapping that names its kind, but is ${describe(value, undefined)}`;
    return { finding: errorAt(source, offset, 'check-kind', message, everyKind) };
  }
  const [kind, second] = checkKinds.filter((name) => Object.hasOwn(value, name));
  if (!kind) return { finding: noKind({ source, parsed }, path, Object.keys(value)) };
  if (second) {
    const message = `a check has one kind, and this one names ${quotedList([kind, second])}`;
    const place = Math.max(keyOffsetAt(parsed.root, path, kind), keyOffsetAt(parsed.root, path, second));
    return { finding: errorAt(source, place, 'check-kind', message, 'make two checks of it') };
  }
  return { schema: checkSchemas[kind] };
}

function noKind({ source, parsed }: Written, path: Path, keys: readonly string[]): Finding {
  for (const key of keys) {
    const meant = nearest(key, checkKinds);
    if (!meant) continue;
    const offset = keyOffsetAt(parsed.root, path, key);
    const fix = `did you mean \`${meant}\`? ${everyKind}`;
    return errorAt(source, offset, 'check-kind', `\`${key}\` is no kind of check`, fix);
  }
  const has = keys.length === 0 ? 'it is empty' : `it has only ${quotedList(keys)}`;
  const offset = offsetAt(parsed.root, path);
  return errorAt(source, offset, 'check-kind', `a check that names no kind: ${has}`, everyKind);
}
