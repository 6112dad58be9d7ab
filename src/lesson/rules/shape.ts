import type * as z from 'zod';
import { errorAt, type Finding } from '../finding.ts';
import { type LessonFile, lessonSchema } from '../schema.ts';
import type { Source } from '../source.ts';
import { keyOffsetAt, type Path } from '../yaml/locate.ts';
import type { ParsedYaml } from '../yaml/parse.ts';
import { checkKindOf, isCheckPath } from './check-kind.ts';
import { missingKey, unknownKey } from './keys.ts';
import { valueAt, type Written, wrongValue } from './values.ts';
import { expectation } from './words.ts';

type Issue = z.core.$ZodIssue;

/** What a lesson.yaml says, if it fits its schema, or everything in which it does not. */
export function checkShape(source: Source, parsed: ParsedYaml): { file?: LessonFile; findings: Finding[] } {
  const { data, error } = lessonSchema.safeParse(parsed.value, { error: expectation });
  if (!error) return { file: data, findings: [] };
  return { findings: error.issues.flatMap((issue) => explain({ source, parsed }, issue, [])) };
}

function explain(written: Written, issue: Issue, base: Path): Finding[] {
  const path = [...base, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(written, path, key));
    case 'invalid_key':
      return [badKey(written, path, issue.issues[0]?.message ?? 'another name')];
    case 'invalid_union':
      return isCheckPath(path) ? explainCheck(written, path) : explainUnion(written, issue, path);
    default:
      return missingKey(written, path) ?? [wrongValue(written, path, issue)];
  }
}

/** A check is judged as the kind that it names, or it would be told about all the kinds that it is not. */
function explainCheck(written: Written, path: Path): Finding[] {
  const kind = checkKindOf(written, path);
  if ('finding' in kind) return [kind.finding];
  const value = valueAt(written.parsed.value, path);
  const { error } = kind.schema.safeParse(value, { error: expectation });
  return (error?.issues ?? []).flatMap((issue) => explain(written, issue, path));
}

/** The alternative that has the right type all the same, if one has, is the one that was meant. */
function explainUnion(written: Written, issue: z.core.$ZodIssueInvalidUnion, path: Path): Finding[] {
  const meant = issue.errors.find((issues) => !issues.some(isWrongType));
  return meant ? meant.flatMap((inner) => explain(written, inner, path)) : [wrongValue(written, path, issue)];
}

function isWrongType(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function badKey({ source, parsed }: Written, path: Path, expected: string): Finding {
  const key = String(path.at(-1));
  const offset = keyOffsetAt(parsed.root, path.slice(0, -1), key);
  return errorAt(source, offset, 'wrong-value', `\`${key}\` must be ${expected}`, 'rename it');
}
