import type * as z from 'zod';
import { nearest } from '../../base/nearest.ts';
import { errorAt, type Finding } from '../finding.ts';
import type { Source } from '../source.ts';
import { nodeAt, offsetAt, type Path } from '../yaml/locate.ts';
import type { ParsedYaml } from '../yaml/parse.ts';
import { anyText, describe } from './words.ts';

/** A lesson.yaml, with the places of what it says. */
export interface Written {
  readonly source: Source;
  readonly parsed: ParsedYaml;
}

/** A value that is there and is not what the schema says; the issue's message is what was expected. */
export function wrongValue({ source, parsed }: Written, path: Path, issue: z.core.$ZodIssue): Finding {
  const node = nodeAt(parsed.root, path);
  const text = node?.type === 'scalar' ? node.text : undefined;
  const value = valueAt(parsed.value, path);
  const message = `${nameOf(path)} must be ${issue.message}, but is ${describe(value, text)}`;
  return errorAt(source, offsetAt(parsed.root, path), 'wrong-value', message, adviceFor(issue, value, text));
}

export function valueAt(value: unknown, path: Path): unknown {
  let inner = value;
  for (const step of path) inner = isObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  return inner;
}

export function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the lesson';
  if (typeof last !== 'number') return `\`${String(last)}\``;
  const list = path.at(-2);
  if (list === 'steps') return 'a step';
  return list === 'checks' ? 'a check' : `an entry of \`${String(list)}\``;
}

function adviceFor(issue: z.core.$ZodIssue, value: unknown, text: string | undefined): string | undefined {
  if (issue.code === 'invalid_value') return adviceForChoice(issue.values.map(String), value);
  if (issue.code !== 'invalid_type') return undefined;
  switch (issue.expected) {
    case 'string':
      // Where the schema asks for more than text, quotes alone would not do.
      if (issue.message !== anyText) return undefined;
      return typeof value === 'number' || typeof value === 'boolean'
        ? `put it in quotes: "${text}"`
        : undefined;
    case 'boolean':
      return 'write true or false, without quotes';
    case 'number':
      return typeof value === 'string' && /^\d+$/.test(value) ? 'take it out of its quotes' : undefined;
    case 'array':
      return typeof value === 'string' && value ? `write it as a list: [${text}]` : undefined;
    default:
      return undefined;
  }
}

function adviceForChoice(choices: readonly string[], value: unknown): string | undefined {
  const [only] = choices;
  if (choices.length === 1) return `write ${only} or leave the key out`;
  const meant = typeof value === 'string' ? nearest(value, choices) : undefined;
  return meant && `did you mean ${meant}?`;
}
