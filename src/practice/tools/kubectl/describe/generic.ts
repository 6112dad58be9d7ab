import { isDict, type KubeObject } from '../api/objects.ts';
import { goValue } from '../printers/go-values.ts';
import type { Session } from '../session.ts';
import { describeEvents, eventsOf } from './events.ts';
import { header, labelsAndAnnotations } from './metadata.ts';
import type { Description } from './writer.ts';

const SKIPPED = [
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
];

/** Any object, field by field: for types that have no description of their own. */
export async function describeGeneric(
  w: Description,
  session: Session,
  object: KubeObject,
  withEvents: boolean,
): Promise<void> {
  header(w, object);
  labelsAndAnnotations(w, object);
  content(w, 0, object, '');
  if (withEvents) describeEvents(w, await eventsOf(session, object));
}

function content(w: Description, level: number, object: Record<string, unknown>, path: string): void {
  for (const field of Object.keys(object).sort()) {
    const here = `${path}.${field}`;
    if (SKIPPED.includes(here)) continue;
    const value = object[field];
    if (isDict(value)) {
      w.line(level, `${title(field)}:`);
      content(w, level + 1, value, here);
    } else if (Array.isArray(value)) {
      w.line(level, `${title(field)}:`);
      for (const item of value) {
        if (isDict(item)) content(w, level + 1, item, here);
        else w.line(level + 1, goValue(item));
      }
    } else {
      w.line(level, `${title(field)}:`, goValue(value));
    }
  }
}

const ACRONYMS = ['API', 'URL', 'UID', 'OSB', 'GUID'];

/** `creationTimestamp` as `Creation Timestamp`. */
function title(field: string): string {
  if (!/^[\p{L}-]+$/u.test(field)) return field;
  const parts = field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|[^\p{L}]+/gu) ?? [field];
  return parts
    .map((part) =>
      ACRONYMS.includes(part.toUpperCase())
        ? part.toUpperCase()
        : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join(' ');
}
