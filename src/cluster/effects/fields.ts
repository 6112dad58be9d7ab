import { createHash } from 'node:crypto';
import type { FieldChange } from '../../engine/events.ts';
import type { KubeObject } from '../api/objects.ts';

/** What people want of an object: all but what the cluster notes down in it. */
export type Content = Readonly<Record<string, unknown>>;

/** Annotations in which tools and controllers keep books of their own. */
const bookkeeping =
  /^(kubectl\.kubernetes\.io\/(last-applied-configuration|restartedAt)|deployment\.kubernetes\.io\/|deprecated\.daemonset\.)/;

/** As many characters of a value are kept as help to recognise it. */
const longestValue = 60;

export function contentOf(object: KubeObject & { readonly kind?: string }, kind: string): Content {
  const { apiVersion: _, kind: __, status: ___, metadata, ...rest } = object;
  const { labels, annotations = {} } = metadata as KubeObject['metadata'] & {
    annotations?: Readonly<Record<string, string>>;
  };
  const kept = Object.entries(annotations).filter(([key]) => !bookkeeping.test(key));
  const meta = {
    ...(labels && { labels }),
    ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }),
  };
  return { ...(kind === 'Secret' ? hidden(rest) : rest), metadata: meta };
}

/** Of a secret nothing is kept but what tells two values apart. */
function hidden(secret: Content): Content {
  const data = Object.entries((secret.data ?? {}) as Record<string, string>);
  return { ...secret, data: Object.fromEntries(data.map(([key, value]) => [key, new Hidden(value)])) };
}

class Hidden {
  readonly digest: string;

  constructor(value: string) {
    this.digest = createHash('sha256').update(value).digest('base64');
  }
}

/** The fields in which two states of an object differ, each by the path that one would look for it at. */
export function fieldsBetween(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (before instanceof Hidden || after instanceof Hidden) {
    const same = before instanceof Hidden && after instanceof Hidden && before.digest === after.digest;
    return same ? [] : [{ path }];
  }
  if (isMapping(before) && isMapping(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => fieldsBetween(before[key], after[key], join(path, key)));
  }
  const [left, right] = [byName(before), byName(after)];
  if (left && right) {
    const names = new Set([...left.keys(), ...right.keys()]);
    return [...names].flatMap((name) => fieldsBetween(left.get(name), right.get(name), `${path}[${name}]`));
  }
  const [from, to] = [say(before), say(after)];
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, ...(from !== undefined && { before: from }), ...(to !== undefined && { after: to }) }];
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, key: string): string {
  if (/[./]/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Lists whose entries have names are told apart by them, as Kubernetes does. */
function byName(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map((entry) => [isMapping(entry) ? entry.name : undefined, entry] as const);
  if (!entries.every((entry): entry is [string, unknown] => typeof entry[0] === 'string')) return undefined;
  return new Map(entries);
}

function say(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
