import { createHash } from 'node:crypto';
import type { PodTemplate } from '../../objects.ts';
import { copyJson, equalJson } from '../../store/json.ts';

/** The label by which the pods of one revision are told from those of another. */
export const hashLabel = 'pod-template-hash';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name for what a template says; `collisions` makes it another one. */
export function templateHash(template: PodTemplate, collisions: number): string {
  const digest = createHash('sha256').update(canonical(template)).update(String(collisions)).digest();
  return Array.from(digest.subarray(0, 10), (byte) => alphabet[byte % alphabet.length]).join('');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}

/** Whether two templates say the same, their hashes aside. */
export function sameTemplate(left: PodTemplate, right: PodTemplate): boolean {
  return equalJson(withoutHash(left), withoutHash(right));
}

function withoutHash(template: PodTemplate): PodTemplate {
  const copy = copyJson(template);
  if (copy.metadata?.labels) delete copy.metadata.labels[hashLabel];
  return copy;
}
