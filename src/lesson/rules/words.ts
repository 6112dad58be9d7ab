import type * as z from 'zod';

/** What is expected where any text will do. */
export const anyText = 'text';

const expected: Readonly<Record<string, string>> = {
  string: anyText,
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

/** What a value should have been, as a noun phrase, where the schema itself has no words for it. */
export function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return expected[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'array' ? 'a list with at least one entry' : `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return 'something else';
  }
}

/** What was found there, in words: `written` is its text in the file, where it is a scalar. */
export function describe(value: unknown, written: string | undefined): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'boolean') return String(value);
  return `the ${typeof value} ${shortened(written ?? String(value))}`;
}

function shortened(text: string): string {
  const [line = ''] = text.split('\n');
  const cut = [...line].slice(0, 40).join('');
  return cut === text ? text : `${cut}…`;
}

/** `a`, `b` and `c`, each in backquotes. */
export function quotedList(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}
