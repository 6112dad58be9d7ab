import type { Reason } from '../../../engine/reasons/reasons.ts';
import type { Mismatch } from './match.ts';

const longest = 120;

/** Why `object` (such as `deployment registry`, or a URL) does not match. */
export function reasonOfMismatch(object: string, mismatch: Mismatch): Reason {
  const { path } = mismatch;
  if (mismatch.kind === 'expression') {
    return { id: 'expression-invalid', params: { expression: path, error: mismatch.error } };
  }
  if (mismatch.kind === 'length') {
    return {
      id: 'array-length',
      params: { object, path, actual: mismatch.actual, expected: mismatch.expected },
    };
  }
  const { actual, expected } = mismatch;
  const shown = show(expected);
  if (isCounter(path) && typeof expected === 'number' && expected > 0) {
    const state = replicaStates[path];
    // A counter that is 0 is left out of what the API server sends.
    const short = actual === undefined || (typeof actual === 'number' && actual < expected);
    if (state !== undefined && short) {
      return { id: 'replicas-short', params: { object, state, actual: Number(actual ?? 0), expected } };
    }
  }
  if (actual === undefined || actual === null) {
    return { id: 'field-unset', params: { object, path, expected: shown } };
  }
  if (typeOf(actual) !== typeOf(expected)) {
    const types = { actualType: typeOf(actual), expectedType: typeOf(expected) };
    return { id: 'field-type', params: { object, path, actual: show(actual), expected: shown, ...types } };
  }
  return { id: 'field-mismatch', params: { object, path, actual: show(actual), expected: shown } };
}

const replicaStates = {
  'status.availableReplicas': 'available',
  'status.readyReplicas': 'ready',
  'status.updatedReplicas': 'updated',
} as const;

function isCounter(path: string): path is keyof typeof replicaStates {
  return Object.hasOwn(replicaStates, path);
}

/** The value as JSON in one short line. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
