import { at, type Dict, dictAt, type KubeObject, listAt, numberAt, textAt } from '../api/objects.ts';
import { LAST_APPLIED } from '../apply/last-applied.ts';
import { formatLabels } from '../printers/table.ts';
import type { Description } from './writer.ts';

/** `Name:` and `Namespace:`. */
export function header(w: Description, object: KubeObject): void {
  w.line(0, 'Name:', object.metadata?.name ?? '');
  w.line(0, 'Namespace:', object.metadata?.namespace ?? '');
}

export function labelsAndAnnotations(w: Description, object: KubeObject): void {
  labels(w, 'Labels', object.metadata?.labels);
  annotations(w, 'Annotations', object.metadata?.annotations);
}

/** A title, and lines beside it. */
export function multiline(w: Description, title: string, lines: readonly string[], indent = ''): void {
  if (lines.length === 0) w.line(0, `${indent}${title}:`, '<none>');
  for (const [index, line] of lines.entries()) w.line(0, index === 0 ? `${indent}${title}:` : indent, line);
}

export function labels(w: Description, title: string, values: Dict | undefined, indent = ''): void {
  const keys = Object.keys(values ?? {}).sort();
  multiline(
    w,
    title,
    keys.map((key) => `${key}=${textAt(values, key)}`),
    indent,
  );
}

/** What is longer goes on lines of its own, cut. */
const LONGEST = 140;

export function annotations(w: Description, title: string, values: Dict | undefined): void {
  const keys = Object.keys(values ?? {})
    .filter((key) => key !== LAST_APPLIED)
    .sort();
  if (keys.length === 0) w.line(0, `${title}:`, '<none>');
  for (const [index, key] of keys.entries()) {
    const head = index === 0 ? `${title}:` : '';
    const value = textAt(values, key).replace(/\n$/, '');
    if (value.length + key.length + 2 <= LONGEST && !value.includes('\n')) {
      w.line(0, head, `${key}: ${value}`);
      continue;
    }
    w.line(0, head, `${key}:`);
    for (const line of value.split('\n')) {
      w.line(0, '', `  ${line.length > LONGEST - 2 ? `${line.slice(0, LONGEST - 2)}...` : line}`);
    }
  }
}

export function tolerations(w: Description, title: string, list: readonly Dict[]): void {
  const sorted = [...list].sort((a, b) => compare(textAt(a, 'key'), textAt(b, 'key')));
  multiline(w, title, sorted.map(toleration));
}

function toleration(one: Dict): string {
  const [key, value, effect] = ['key', 'value', 'effect'].map((field) => textAt(one, field));
  const exists = one.operator === 'Exists' && !value;
  const seconds = one.tolerationSeconds === undefined ? '' : ` for ${numberAt(one, 'tolerationSeconds')}s`;
  const head = `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`;
  return head + (exists ? (head === '' ? 'op=Exists' : ' op=Exists') : '') + seconds;
}

export function taints(w: Description, list: readonly Dict[]): void {
  const id = (taint: Dict) => `${textAt(taint, 'effect')},${textAt(taint, 'key')}`;
  const sorted = [...list].sort((a, b) => compare(id(a), id(b)));
  multiline(
    w,
    'Taints',
    sorted.map((taint) => {
      const [key, value, effect] = ['key', 'value', 'effect'].map((field) => textAt(taint, field));
      return `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`;
    }),
  );
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** `Kind/name` of the controller that owns it; empty for none. */
export function controllerOf(object: KubeObject): string {
  const owner = object.metadata?.ownerReferences?.find((one) => one.controller);
  return owner ? `${owner.kind}/${owner.name}` : '';
}

/** A label selector as text: `app=web,tier in (a,b)`; empty when it selects all. */
export function selectorText(selector: unknown): string {
  const parts = Object.entries(dictAt(selector, 'matchLabels')).map(([key, value]) => ({
    key,
    text: `${key}=${value}`,
  }));
  for (const one of listAt(selector, 'matchExpressions')) {
    const key = textAt(one, 'key');
    const values = [...listAt<string>(one, 'values')].sort().join(',');
    const words: Record<string, string> = {
      In: `${key} in (${values})`,
      NotIn: `${key} notin (${values})`,
      Exists: key,
      DoesNotExist: `!${key}`,
    };
    parts.push({ key, text: words[textAt(one, 'operator')] ?? key });
  }
  return parts
    .sort((a, b) => compare(a.key, b.key))
    .map(({ text }) => text)
    .join(',');
}

/** As `selectorText`, where nothing selected is worth a word. */
export const selectorOrNone = (selector: unknown): string => selectorText(selector) || '<none>';

export const plainSelector = (values: unknown): string =>
  formatLabels((values ?? {}) as Record<string, string>);

/** A number or a text, as an IntOrString field has it. */
export const intOrString = (value: unknown): string =>
  value === undefined || value === null ? '<nil>' : String(value);

/** `Conditions:` with type, status and reason, as workloads have them. */
export function conditionsWithReason(w: Description, object: KubeObject): void {
  const conditions = listAt(object, 'status', 'conditions');
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type', 'Status', 'Reason');
  w.line(1, '----', '------', '------');
  for (const one of conditions)
    w.line(1, `${textAt(one, 'type')} `, textAt(one, 'status'), textAt(one, 'reason'));
}

/** True where a field is there at all. */
export const has = (value: unknown, ...path: string[]): boolean =>
  at(value, ...path) !== undefined && at(value, ...path) !== null;
